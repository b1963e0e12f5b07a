using Hejie.Bodies;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Resources;

/// <summary>A person or a room that bodies share.</summary>
/// <param name="County">Its county.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">mediator, lawyer, expert or room.</param>
/// <param name="Name">The post, the professional or the room.</param>
/// <param name="Body">The body that lists it.</param>
/// <param name="Place">That body's place.</param>
/// <param name="Skills">What somebody is good at.</param>
/// <param name="Languages">What they speak.</param>
/// <param name="Hours">When it can be called.</param>
/// <param name="Telephone">The office's telephone.</param>
/// <param name="Capacity">Of a room: how many sit in it.</param>
/// <param name="StepFree">Of a room: whether one gets in without a step.</param>
internal sealed record ResourceBody(
    int County, Guid Id, Named Kind, string Name, BodyName Body, PlaceBody Place, IReadOnlyList<Named> Skills, IReadOnlyList<Named> Languages, string Hours,
    string Telephone, int? Capacity, bool? StepFree)
{
    public static ResourceBody Of(ResourceRow row, BodyDirectory directory, IWords words) => new(
        row.County, row.Id, new Named(ResourceCodes.Of(row.Kind), words["resource.kind." + ResourceCodes.Of(row.Kind)]), NameOf(row, directory, words),
        BodyName.Of(row.Body, directory), PlaceBody.Of(directory.Place(PlaceCode.Of(row.Place)) ?? directory.Prefecture),
        [.. ResourceCodes.Split(row.Skills).Select(code => new Named(code, words["resource.skill." + code]))],
        [.. ResourceCodes.Split(row.Languages).Select(code => new Named(code, words["resource.language." + code]))],
        row.Hours, row.Telephone, row.Capacity, row.Kind == ResourceKind.Room ? row.StepFree : null);

    /// <summary>What it is called: a post by its body and name.</summary>
    public static string NameOf(ResourceRow row, BodyDirectory directory, IWords words) =>
        row.Post is { } post ? directory.NameOf(row.Body) + words["sep"] + (directory.Post(post)?.Name ?? "—") : row.Name;
}

/// <summary>A page of resources.</summary>
internal sealed record ResourcesBody(int Page, bool More, IReadOnlyList<ResourceBody> Resources);

/// <summary>When something is taken.</summary>
/// <param name="Id">The booking.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="By">Who booked; absent where it is for a matter outside the asker's scope.</param>
/// <param name="MatterCounty">The county of the matter that it is for, where the asker has it in scope.</param>
/// <param name="Matter">That matter.</param>
internal sealed record BookingBody(Guid Id, DateTimeOffset From, DateTimeOffset Until, BodyName? By, int? MatterCounty, Guid? Matter)
{
    public static BookingBody Of(SeenBooking seen, BodyDirectory directory) => new(
        seen.Row.Id, LegalTime.Instant(seen.Row.From), LegalTime.Instant(seen.Row.Until), seen.Open ? BodyName.Of(seen.Row.Body, directory) : null,
        seen.Open ? seen.Row.MatterCounty : null, seen.Open ? seen.Row.Matter : null);
}

/// <summary>A resource, and when it is taken in a week.</summary>
internal sealed record ResourceWeekBody(ResourceBody Resource, DateOnly Monday, IReadOnlyList<BookingBody> Taken);

/// <summary>A day on which leaders receive whoever comes.</summary>
/// <param name="County">Its county.</param>
/// <param name="Id">Its id.</param>
/// <param name="Body">Who receives: the body.</param>
/// <param name="Office">Who receives: the office.</param>
/// <param name="Place">The place of the body.</param>
/// <param name="Where">Where one comes to.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Telephone">Whom to call.</param>
internal sealed record ReceptionDayBody(int County, Guid Id, BodyName Body, string Office, PlaceBody Place, string Where, DateTimeOffset From, DateTimeOffset Until, string Telephone)
{
    public static ReceptionDayBody Of(ReceptionDayRow row, BodyDirectory directory) => new(
        row.County, row.Id, BodyName.Of(row.Body, directory), row.Office, PlaceBody.Of(directory.Place(PlaceCode.Of(row.Place)) ?? directory.Prefecture), row.Venue,
        LegalTime.Instant(row.From), LegalTime.Instant(row.Until), row.Telephone);
}

/// <summary>The days of reception to come.</summary>
internal sealed record ReceptionDaysBody(IReadOnlyList<ReceptionDayBody> Days);
