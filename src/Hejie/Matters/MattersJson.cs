using System.Text.Json.Serialization;
using Hejie.Matters.Desk;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Matters.Rights;
using Hejie.Matters.Tracking;

namespace Hejie.Matters;

[JsonSerializable(typeof(FileMatterRequest))]
[JsonSerializable(typeof(ReceiptBody))]
[JsonSerializable(typeof(OpenTrackingRequest))]
[JsonSerializable(typeof(TrackingSession))]
[JsonSerializable(typeof(TrackedMatter))]
[JsonSerializable(typeof(MakeMoveRequest))]
[JsonSerializable(typeof(MoveBody))]
[JsonSerializable(typeof(LookRequest))]
[JsonSerializable(typeof(LookBody))]
[JsonSerializable(typeof(DeskBody))]
[JsonSerializable(typeof(DeskCounts))]
[JsonSerializable(typeof(MatterBody))]
[JsonSerializable(typeof(EntriesBody))]
[JsonSerializable(typeof(ClocksBody))]
[JsonSerializable(typeof(BeginDraftRequest))]
[JsonSerializable(typeof(DraftBody))]
[JsonSerializable(typeof(FileBody))]
[JsonSerializable(typeof(SendTelephoneCodeRequest))]
[JsonSerializable(typeof(ConfirmTelephoneRequest))]
[JsonSerializable(typeof(UnlockRequest))]
[JsonSerializable(typeof(ConfirmUnlockRequest))]
[JsonSerializable(typeof(CodeSentBody))]
[JsonSerializable(typeof(RecoverRequest))]
[JsonSerializable(typeof(ConfirmRecoverRequest))]
[JsonSerializable(typeof(RecoveredCodesBody))]
[JsonSerializable(typeof(OwnDataBody))]
[JsonSerializable(typeof(ExplanationBody))]
[JsonSerializable(typeof(CorrectPersonRequest))]
[JsonSerializable(typeof(RightBody))]
internal sealed partial class MattersJson : JsonSerializerContext;
