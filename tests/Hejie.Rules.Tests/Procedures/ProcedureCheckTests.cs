using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Each shipped file broken in one place is refused, with the file, the line and a reason that says what to do.</summary>
public sealed partial class ProcedureCheckTests
{
    private const string Mediation = "procedures/people-mediation.yaml", Petition = "procedures/petition.yaml", Filing = "procedures/court-filing.yaml",
        Joint = "procedures/joint-mediation.yaml", Minor = "procedures/minor-harm.yaml", Aid = "procedures/legal-aid.yaml", Report = "procedures/procuratorate-report.yaml", Judicial = "procedures/judicial-mediation.yaml", Reconsideration = "procedures/reconsideration.yaml",
        Answer = "procedures/parts/answer.yaml", Withdrawal = "procedures/parts/withdrawal.yaml", Help = "procedures/parts/help.yaml";

    private static readonly HashSet<string> s_kinds = ["mediation-committee", "service-centre", "petition-office"];

    /// <summary>What is broken: file (or a part that it uses), what stood there, what stands there now, what is told, and what stands on the line that is told.</summary>
    public static TheoryData<string, string, string, string, string> Broken => new()
    {
        // Nobody would have it, or nobody could go on.
        { Mediation, "    work: {kind: mediate, role: mediator, due: mediation, assigned: true}\n", "", "in the state 'mediating' the matter would lie with nobody", "  mediating:" },
        { Mediation, "{kind: mediate, role: mediator,", "{kind: mediate, role: judge,", "'judge' is not known here; known are duty-officer, mediator, liaison", "role: judge" },
        { Mediation, "kind: triage, role: duty-officer", "kind: triage", "'role' is missing", "kind: triage" },
        { Mediation, "kind: triage, role: duty-officer", "kind: triage, role: auditor", "the work of the state 'received' lies with a role that can make no move in it", "role: auditor" },
        { Mediation, "kind: triage, role: duty-officer, due: acceptance}", "kind: triage, role: duty-officer}", "the work of the state 'received' has no date", "kind: triage" },
        { Mediation, "kind: triage, role", "kind: triag, role", "has the unknown work 'triag'; known are", "kind: triag," },
        { Mediation, "role: duty-officer, due: acceptance", "role: duty-officer, due: accept", "is due by the unknown clock 'accept'", "due: accept}" },
        { Mediation, "by: [duty-officer, mediator]\n    from: [received, incomplete]", "by: [postman]\n    from: [received, incomplete]", "'postman' is not known here; known are filer, respondent, party, superior, called, system, duty-officer", "by: [postman]" },
        { Mediation, "by: [duty-officer, mediator]\n    from: [received, incomplete]", "by: [duty-officer, filer]\n    from: [received, incomplete]", "the move 'accept' is both a resident's and the body's", "by: [duty-officer, filer]" },
        { Mediation, "    by: [duty-officer, mediator]\n    from: [received, incomplete]", "    from: [received, incomplete]", "the move 'accept' can be made by nobody", "  accept:" },
        { Mediation, "routes:\n    - {body: mediation-committee", "routes:\n    - {body: mediation-comittee", "there is no kind of body 'mediation-comittee'; known are mediation-committee, petition-office, service-centre", "routes:" },

        // States that cannot be reached, left or ended.
        { Mediation, "    from: [received, incomplete]\n    to: mediating", "    from: [received, incomplete]\n    to: signing", "the state 'mediating' cannot be reached", "  mediating:" },
        { Mediation, "to: mediating\n    stop: [acceptance, completion]", "to: mediatng\n    stop: [acceptance, completion]", "the move 'accept' leads to the unknown state 'mediatng'", "to: mediatng" },
        { Mediation, "from: [signing]\n    signs: seal", "from: [sealing]\n    signs: seal", "the move 'seal' starts from the unknown state 'sealing'", "from: [sealing]" },
        { Mediation, "enters: received", "enters: reception", "filing enters the unknown state 'reception'", "enters: reception" },
        { Petition, "    to: ended\n", "    to: handling\n", "the state 'ended' cannot be reached", "  ended:" },
        { Answer, "    ending: solved\n", "    closing: true\n    work: {kind: answer, role: duty-officer, due: answer}\n", "the state 'solved' has no way out", "  solved:" },
        { Mediation, "    next: {zh: 没谈成不影响", "    # {zh: 没谈成不影响", "the ending 'unsettled' does not tell the resident what they can do next", "  unsettled:" },
        { Mediation, "    ending: refused\n", "    ending: refused\n    work: {kind: triage, role: duty-officer, due: acceptance}\n", "the state 'refused' is an ending, so no work can be left in it", "work: {kind: triage, role: duty-officer, due: acceptance}" },
        { Mediation, "from: [mediating, signing, performing]\n    assign", "from: [mediating, signing, performing, refused]\n    assign", "only who filed may reopen what has ended", "from: [mediating, signing, performing, refused]" },
        { Mediation, "  received:\n    stage: received", "  received:\n    stage: recieved", "lies on the unknown stage 'recieved'", "stage: recieved" },

        // Clocks.
        { Mediation, "rule: mediation-accept", "rule: mediation-acept", "names the rule 'mediation-acept', which is not in catalogue/rules", "rule: mediation-acept" },
        { Mediation, "start: [mediation]\n    numbers", "start: [mediaton]\n    numbers", "the move 'accept' names the unknown clock 'mediaton'", "start: [mediaton]" },
        { Mediation, "starts: [performance, confirmation]", "starts: [performance, confirmaton]", "the state 'performing' names the unknown clock 'confirmaton'", "starts: [performance, confirmaton]" },
        { Mediation, "  start: [acceptance]\n  tells", "  start: [acception]\n  tells", "filing starts the unknown clock 'acception'", "start: [acception]" },
        { Mediation, "    then: go-on", "    then: go-off", "makes the unknown move 'go-off'", "then: go-off" },
        { Mediation, "    then: go-on", "    then: complete", "makes the move 'complete' when it passes, which must then be 'by: [system]'", "then: complete" },
        { Mediation, "    to: incomplete\n    guards: [once]\n    pause: [acceptance]", "    to: incomplete\n    guards: [once]\n    pause: [acceptance, mediation]", "pauses the clock 'mediation', which no move resumes", "pause: [acceptance, mediation]" },
        { Petition, "    stop: [handling]\n", "", "nothing stops the clock 'handling'", "  handling:" },
        { Petition, "extend: [handling]", "extend: [acceptance]", "extends the clock 'acceptance', whose rule 'petition-accept' knows no extension", "extend: [acceptance]" },
        { Petition, "  objection:\n    rule", "  objection:\n    from: yesterday\n    rule", "'yesterday' is no moment to count from; known are happened, recorded", "from: yesterday" },

        // Conditions and fields that do not fit.
        { Mediation, "guards: [two-parties]", "guards: [two-partys]", "'two-partys' is not known here; known are three-attempts", "guards: [two-partys]" },
        { Mediation, "guards: [two-parties]", "guards: [two-parties, within-clock]", "the move 'write-agreement' has the guard 'within-clock' and names no clock", "guards: [two-parties, within-clock]" },
        { Mediation, "guards: [two-parties]", "guards: [extension-left]", "has the guard 'extension-left' and extends no clock", "guards: [extension-left]" },
        { Mediation, "guards: [two-parties]", "guards: [three-attempts]", "has the guard 'three-attempts' and no attempt can be recorded in its state", "guards: [three-attempts]" },
        { Mediation, "guards: [two-parties]", "guards: [hops-left]", "has the guard 'hops-left' and sends the matter to nobody", "guards: [hops-left]" },
        { Mediation, "      - {kind: sitting, role: mediator, due-field: when, assigned: true}", "      - {kind: decline, role: mediator, due-field: when, assigned: true}", "has the guard 'sitting-open' and no move opens the work 'sitting'", "guards: [sitting-open]" },
        { Mediation, "due-field: when", "due-field: where", "uses the field 'where', which must be of type moment or date", "opens:" },
        { Mediation, "when: {type: moment, required: true, future", "when: {type: moment, future", "may leave the field 'when' empty", "opens:" },
        { Mediation, "to: {full: ended}", "to: {all: ended}", "leads on by the option 'all', which the field 'extent' does not offer; it offers full, none, not-due, part", "to: {all: ended}" },
        { Mediation, "to-by: {field: extent", "to-by: {field: extend", "uses the field 'extend', which its form does not ask", "to-by: {field: extend" },
        { Mediation, "    owner: body\n    guards: [hops-left]", "    owner: reason\n    guards: [hops-left]", "uses the field 'reason', which must be of type body", "owner: reason" },
        { Mediation, "    owner: body\n    guards: [hops-left]", "    owner: body\n    owner-back: true\n    guards: [hops-left]", "gives the matter to two owners", "owner: body" },
        { Petition, "    owner: body\n    guards: [hops-left]", "    owner: body", "the move 'transfer' sends a matter on without end", "owner: body" },
        { Answer, "      channel:\n", "      way:\n", "records an attempt, so its form must ask a required choice 'channel'", "attempt: true" },
        { Mediation, "    key: n\n", "    key: a\n", "has the key 'a', which 'accept' has in the same state", "key: a" },
        { Mediation, "    key: n\n", "    key: nn\n", "a key is one letter, not 'nn'", "key: nn" },

        // What only a resident may say.
        { Answer, "by: [filer]\n    from: [ended, unanswered]", "by: [duty-officer]\n    from: [ended, unanswered]", "the move 'solved' says for the resident that it is solved", "by: [duty-officer]" },
        { Answer, "by: [filer]\n    from: [ended, unanswered]", "by: [system]\n    from: [ended]", "the move 'solved' says for the resident that it is solved", "by: [system]" },
        { Answer, "by: [filer]\n    from: [ended, unanswered]", "by: [party]\n    from: [ended, unanswered]", "the move 'solved' says for the resident that it is solved", "by: [party]" },
        { Answer, "guards: [after-clock, three-attempts]", "guards: [after-clock]", "closes without an answer and without the guard three-attempts", "guards: [after-clock]" },
        { Withdrawal, "by: [filer]\n    from: [open]", "by: [duty-officer]\n    from: [open]", "the move 'withdraw' withdraws for the resident", "by: [duty-officer]" },
        { Withdrawal, "by: [system]\n    from: [withdrawing]", "by: [filer]\n    from: [withdrawing]", "the move 'withdrawal-final' withdraws at once", "by: [filer]" },
        { Withdrawal, "    to: back\n", "    to: withdrawn\n", "cannot take the withdrawal back", "  withdrawing:" },
        { Withdrawal, "rule: withdrawal-return", "rule: mediation-accept", "a withdrawal can be taken back for 7 days; the rule 'mediation-accept' gives less", "rule: mediation-accept" },
        { Withdrawal, "    from: [open]\n", "    from: [received]\n", "from the state 'mediating' the resident cannot withdraw", "  mediating:" },
        { Mediation, "from: [ended, unanswered]\n    to: performing", "from: [unanswered]\n    to: performing", "the resident can say 'solved' but not 'not solved'", "  ended:" },
        { Mediation, "from: [ended, unanswered]\n    to: performing", "from: [ended]\n    to: performing", "in the state 'unanswered' the resident can say 'solved' but not 'not solved'", "  unanswered:" },
        { Mediation, "remedy: {type: remedy, required: true, to-resident: true, label: {zh: 告诉居民去哪里", "remedy: {type: remedy, to-resident: true, label: {zh: 告诉居民去哪里", "the move 'refuse' ends without a result and names no other remedy", "form:" },
        { Mediation, "by: [party]\n    from: [signing]\n    signs: party", "by: [mediator]\n    from: [signing]\n    signs: party", "the move 'sign' lets staff sign or contest as a party", "by: [mediator]" },
        { Mediation, "by: [mediator]\n    from: [signing]\n    signs: mediator", "by: [party]\n    from: [signing]\n    signs: mediator", "the move 'sign-mediator' lets a resident sign for the body", "by: [party]" },
        { Mediation, "signs: seal\n    when-signed: performing", "signs: seal", "the move 'seal' may give the last signature, so it needs when-signed", "signs: seal" },
        { Mediation, "signs: seal\n    when-signed: performing", "signs: seal\n    when-signed: mediating", "leads to 'mediating' with the last signature, but 'sign' leads to 'performing'", "when-signed: mediating" },
        { Mediation, "signs: seal\n    when-signed: performing", "signs: mediator\n    when-signed: performing", "no move gives the signature 'seal' there", "signs: party" },
        { Mediation, "    signs: attest\n    when-signed: performing\n", "", "a signature on paper needs a move 'attest'", "signs: party" },
        { Mediation, "to: signing\n    signs: contest\n    within", "to: mediating\n    signs: contest\n    within", "makes a signature fall, so it must lead to the state in which it can be given anew", "to: mediating" },

        // What no form may ask, and forms that do not fit.
        { Mediation, "people: {type: people, label: {zh: 事情还和谁有关？", "people: {type: ethnicity, label: {zh: 事情还和谁有关？", "'ethnicity' is not known here; known are text, long-text", "type: ethnicity" },
        { Mediation, "bring: {type: text, max: 200", "faith: {type: text, max: 200", "the field 'faith' asks about 'faith'", "faith: {type: text" },
        { Mediation, "label: {zh: 请带什么", "label: {zh: 请写民族", "the field 'bring' asks about '民族'", "请写民族" },
        { Petition, "narrative: {type: long-text, required: true, max: 10000, label: {zh: 您要反映什么问题？", "narrative: {type: long-text, required: true, max: 10000, label: {zh: 是不是重复信访？", "asks about '重复信访'", "重复信访" },
        { Petition, "  other: {zh: 别的问题", "  other: {zh: 越级上访", "the kind 'other' sorts matters by what a person is", "kinds:" },
        { Mediation, "where: {type: text, required: true, max: 100,", "where: {type: text, required: true, max: 100000,", "must allow between 1 and 20000 characters", "max: 100000" },
        { Mediation, "where: {type: text, required: true,", "where: {required: true,", "the field 'where' has no 'type'", "where:" },
        { Mediation, "where: {type: text, required: true, max: 100,", "where: {type: text, required: true, future: true,", "must lie ahead and is neither a date nor a moment", "future: true" },
        { Mediation, "mediator: {type: post, role: mediator, required", "mediator: {type: text, role: mediator, required", "names a role and is not of type post", "mediator: {type: text" },
        { Mediation, "kinds: [mediation-committee, service-centre], label: {zh: 转给谁", "kinds: [mediation-committee, village-head], label: {zh: 转给谁", "names 'village-head', and there is no such kind of body", "village-head" },

        // Decisions, agreements, ways on and bodies that are called.
        { Filing, "        required: true\n        to-resident: true\n        label: {zh: 决定, en: Decision}", "        to-resident: true\n        label: {zh: 决定, en: Decision}", "the move 'decide' ends with a decision and does not ask which", "form:" },
        { Filing, "text: {type: long-text, required: true, max: 6000, to-resident: true,", "text: {type: long-text, required: true, max: 6000,", "the move 'decide' ends with a decision and does not tell the resident why", "form:" },
        { Filing, "by: [duty-officer, liaison]\n    from: [received]\n    to-by", "by: [filer]\n    from: [received]\n    to-by", "the move 'decide' ends with a decision, which only the body makes", "by: [filer]" },
        { Filing, "offers: [judicial-mediation]", "offers: [judicial-meditation]", "the state 'filed' offers the unknown procedure 'judicial-meditation'", "offers: [judicial-meditation]" },
        { Mediation, "mediation: true\n", "", "the state 'performing' binds the parties, and the procedure is no mediation", "agreed: true" },
        { Mediation, "    to: signing\n    clears: true", "    to: performing\n    clears: true", "the move 'write-agreement' binds the parties by entering 'performing' without their signatures", "  write-agreement:" },
        { Joint, "by: [\"called:panel\"]", "by: [\"called:panels\"]", "is for a body that was called to 'panels', and no move opens such work at another body", "called:panels" },
        { Joint, "body: court, level: county", "body: cort, level: county", "the move 'convene' calls 'cort', and there is no such kind of body", "opens:" },
        { Joint, "body: court, level: county", "body: court, level: country", "'country' is not known here", "level: country" },
        { Reconsideration, "since: decision-simplified", "since: decision-simple", "takes over from 'decision-simple', which is no other clock of this procedure", "since:" },
        { Reconsideration, "since: decision-simplified", "since: decision", "takes over from 'decision', which is no other clock of this procedure", "since:" },
        { Judicial, "summary: court-mediation-summary", "summary: court-mediation-sumary", "names the rule 'court-mediation-sumary', which is not in catalogue/rules", "rule-by:" },
        { Judicial, "summary: court-mediation-summary", "summery: court-mediation-summary", "picks its rule by the field 'track', and no move that starts it asks a required choice 'track' with the options ordinary, summery", "rule-by:" },
        { Judicial, "from: 2025-01-01", "from: 2025-13-01", "'from' must be a date like 2026-02-24", "from: 2025-13-01" },

        // What is hidden from others, cannot be withdrawn, or goes to a body beside the one it is about.
        { Minor, "open-to: [liaison, lead]", "open-to: [lead]", "the work of the state 'received' lies with a role that the procedure is not open to", "role: liaison, due: acknowledge" },
        { Minor, "open-to: [liaison, lead]", "open-to: [postman]", "'postman' is not known here", "open-to: [postman]" },
        { Aid, "open-kinds: {violence: [duty-officer, lead]}", "open-kinds: {violent: [duty-officer, lead]}", "there is no kind 'violent'; known are criminal, environment", "open-kinds:" },
        { Aid, "open-kinds: {violence: [duty-officer, lead]}", "open-kinds: {violence: []}", "the kind 'violence' is open to nobody", "open-kinds:" },
        { Aid, "open-kinds: {violence: [duty-officer, lead]}", "open-kinds: {violence: [lead]}", "work lies with DutyOfficer and the kind 'violence' is not open to that role", "open-kinds:" },
        { Aid, "open-kinds: {violence: [duty-officer, lead]}", "open-kinds: {violence: [postman]}", "'postman' is not known here", "open-kinds:" },
        { Minor, "work: {kind: protect, role: liaison,", "work: {kind: protect, role: duty-officer,", "the work of the state 'protecting' lies with a role that the procedure is not open to", "kind: protect, role" },
        { Minor, "level: county, role: liaison, due: second-review", "level: county, role: mediator, due: second-review", "the work 'second-review' lies with a role that the procedure is not open to", "open-to:" },
        { Minor, "      - {kind: family, role: liaison, ", "      - {kind: family, role: grid-worker, ", "the work 'family' lies with a role that the procedure is not open to", "open-to:" },
        { Minor, "{kind: second-review, body", "{kind: third-review, body", "filing opens the unknown work 'third-review'", "opens:" },
        { Minor, "    erases: true\n", "", "never erases what was unfounded", "open-to:" },
        { Minor, "    erases: true\n", "", "the ending 'unfounded' finds nothing and keeps the record", "ending: decided" },
        { Minor, "    title: {zh: 已落实保护, en: Protected}", "    title: {zh: 查无此事, en: Nothing found}", "the ending 'decided' finds nothing and keeps the record", "ending: decided" },
        { Minor, "    closing: true\n    work: {kind: protect", "    erases: true\n    closing: true\n    work: {kind: protect", "the state 'protecting' is erased before it has ended", "erases: true" },
        { Minor, "    to: unfounded\n    stop: [feedback, follow]\n    guards: [none-open]\n", "    to: unfounded\n    stop: [feedback, follow]\n", "the move 'close-unfounded' erases and does not wait until those named were told and heard", "  close-unfounded:" },
        { Minor, "    to: unfounded\n    stop: [feedback, follow]\n    guards: [none-open]\n    awaits: [second-acknowledge, second-review, family]\n", "    to: unfounded\n    stop: [feedback, follow]\n    guards: [none-open]\n", "awaits no work", "guards: [none-open]" },
        { Minor, "irrevocable: {zh: ", "# {zh: ", "nobody can withdraw what they filed", "states:" },
        { Minor, "irrevocable: {zh: ", "irrevocable: {zh: Never, en: Never}\n# {zh: ", "stands under zh and has no Chinese in it", "irrevocable:" },
        { Minor, "uses: [decision, help]", "uses: [decision, help, withdrawal]", "in the state 'withdrawing' it is withdrawn, and the procedure says that it cannot be", "  withdrawing:" },
        { Petition, "number: 信", "number: 信\nirrevocable: {zh: 不能撤回, en: It cannot be withdrawn}", "in the state 'withdrawing' it is withdrawn, and the procedure says that it cannot be", "  withdrawing:" },
        { Report, "level: county, beside: true", "level: county, beside: perhaps", "'beside' must be true or false", "beside: perhaps" },
        { Report, "  about-body: true\n", "", "a route goes beside the body that the matter is about, and filing does not ask which that is", "routes:" },
        { Judicial, "from: 2025-01-01", "from: 2025-01-01\nuntil: 2024-12-31", "which lies before its first day 2025-01-01", "until: 2024-12-31" },
        { Mediation, "    from: [performing]\n    to: signing\n    signs: contest", "    from: [mediating]\n    to: signing\n    signs: contest", "in the state 'performing' a party cannot contest what was signed on paper in their name", "  performing:" },

        // What those who are called are shown.
        { Joint, ", sees: [filer, people, guardian, files, narrative, convene.question, convene-land.question, convene-labour.question, report-in.who, give-view.view]", "", "another body is called to 'panel', and it does not say what that body is shown", "  panel:" },
        { Joint, "sees: [filer, people,", "sees: [filer, persons,", "'panel' shows 'persons', which nobody is asked; known are accept.mediator", "  panel:" },
        { Joint, "report-in.who, give-view.view", "report-in.whom, give-view.view", "'panel' shows 'report-in.whom', which nobody is asked", "  panel:" },
        { Minor, "sees: [narrative, danger, protect.measures, protect.text]", "sees: [all]", "the procedure is hidden from all others, and who is called to 'second-acknowledge' is shown all of it", "  second-acknowledge:" },
        { Minor, "protect: {title: {zh: 救助保护, en: Protect}}", "protect: {title: {zh: 救助保护, en: Protect}, sees: [narrative]}", "no other body is called to 'protect', so 'sees' says nothing", "  protect:" },
        { Joint, "body: court, level: county", "body: police, level: county", "the move 'convene' calls the police to 'panel', and what is said in a mediation goes to no police", "opens:" },
        { Joint, "- {body: service-centre, level: village}", "- {body: police-station, level: township}", "a filed matter goes to the police", "routes:" },
        { Mediation, "kinds: [mediation-committee, service-centre], label: {zh: 转给谁", "kinds: [mediation-committee, police], label: {zh: 转给谁", "can send to the police by its field 'body'", "form:" },

        // Words.
        { Mediation, "tells: {zh: \"{body}受理了，编号 {number}。\"", "tells: {zh: \"{office}受理了，编号 {number}。\"", "'{office}' would be shown as it stands: this text knows {body} and {number}", "{office}" },
        { Mediation, "duty: {zh: \"{body}应当告诉您是否受理。\"", "duty: {zh: \"{body}应当告诉您{number}是否受理。\"", "'{number}' would be shown as it stands: this text knows {body}", "{number}是否" },
        { Mediation, "title: {zh: 调解中, en: In mediation}", "title: {zh: In mediation, en: In mediation}", "stands under zh and has no Chinese in it", "title: {zh: In mediation" },
        { Mediation, "title: {zh: 调解中, en: In mediation}", "title: {zh: 调解中, en: 调解中}", "stands under en and has Chinese in it", "en: 调解中" },
        { Mediation, "title: {zh: 调解中, en: In mediation}", "title: {zh: 调解中}", "'en' is missing", "title: {zh: 调解中}" },

        // The form of the file.
        { Mediation, "id: people-mediation", "id: peoples-mediation", "the id 'peoples-mediation' must be the file's name", "id: peoples-mediation" },
        { Mediation, "number: 人调", "number: 人调\nnumber: 调", "'number' is given twice", "number: 调" },
        { Mediation, "number: 人调", "number:\t人调", "a tab", "number:" },
        { Mediation, "number: 人调", "number: 人调\ncolour: red", "unknown key 'colour'", "colour: red" },
        { Mediation, "    key: s\n", "    key: s\n    secret: true\n", "unknown key 'secret'", "secret: true" },
        { Mediation, "withdrawal, answer, help, referral,", "withdrawal, answer, helps, referral,", "unknown part 'helps'; known are acceptance, answer, completion", "uses:" },
        { Mediation, "  perform: {title", "  answer: {title", "'answer' is already defined by another file", "  answer: {title" },
        { Petition, "withdrawal, answer, help, referral,", "withdrawal, help, referral,", "'ended' is not in the part 'answer', or this procedure does not use that part", "ended: {of: answer" },
        { Petition, "  complete:\n    of: completion", "  complete:\n    of: completions", "'complete' is not in the part 'completions', or this procedure does not use that part", "of: completions" },
        { Petition, "  completion: {of: completion, rule: petition-completion}", "  completion: {of: completion, rule: petition-completed}", "names the rule 'petition-completed', which is not in catalogue/rules", "rule: petition-completed" },
        { Petition, "  completion: {of: completion,", "  completion: {of: completion, colour: red,", "unknown key 'colour'", "colour: red" },
        { Help, "closes: [information]", "closes: [informations]", "closes the unknown work 'informations'; known are", "closes: [informations]" },
        { Help, "  overdue: {title: {zh: 超期督办, en: Supervise what is overdue}}\n", "", "closes the unknown work 'overdue'", "closes: [supervise, overdue]" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_procedure_broken_in_one_place_is_refused_with_its_line_and_reason(string file, string stood, string stands, string reason, string line)
    {
        var broken = Whole(file).FirstOrDefault(each => CatalogueFiles.Text(each).Contains(stood, StringComparison.Ordinal)).ShouldNotBeNull(stood);
        var problems = Load(file, broken, text =>
        {
            var at = text.IndexOf(stood, StringComparison.Ordinal);
            return text[..at] + stands + text[(at + stood.Length)..];
        }, out var texts);
        var told = problems.Where(problem => problem.Reason.Contains(reason, StringComparison.Ordinal)).ToList();
        told.ShouldNotBeEmpty(string.Join('\n', problems));
        told.ShouldContain(problem => texts[problem.File].Split('\n')[problem.Line - 1].Contains(line), string.Join('\n', told));
    }

    /// <summary>Every word that names something, spoilt in turn; of each kind of word the first few of each file.</summary>
    [Theory]
    [InlineData(Mediation)]
    [InlineData(Petition)]
    [InlineData(Answer)]
    [InlineData(Withdrawal)]
    [InlineData(Help)]
    public void Every_word_that_names_something_must_be_known(string file)
    {
        var spoilt = 0;
        foreach (var each in Whole(file))
        {
            var text = CatalogueFiles.Text(each);
            foreach (var words in Naming().Matches(text).GroupBy(match => match.Groups[1].Value))
            {
                foreach (var word in words.Select(match => match.Groups[2]).Where(word => word.Value is not ("none" or "recorded")).Take(3))
                {
                    var line = text[..word.Index].Count(letter => letter == '\n') + 1;
                    var problems = Load(each, each, _ => text[..word.Index] + "nosuch" + text[(word.Index + word.Length)..], out _);
                    problems.ShouldNotBeEmpty($"{each}:{line}: {words.Key} {word.Value}");
                    problems.ShouldAllBe(problem => problem.Line > 0 && problem.Reason.Length > 10);
                    spoilt++;
                }
            }

            // Each line of words in two languages, with one gone.
            foreach (var english in English().Matches(text).Take(10))
            {
                var line = text[..english.Index].Count(letter => letter == '\n') + 1;
                Load(each, each, _ => text[..english.Index] + text[(english.Index + english.Length)..], out _)
                    .ShouldContain(problem => problem.File == each && problem.Line == line && problem.Reason == "'en' is missing");
                spoilt++;
            }
        }

        spoilt.ShouldBeGreaterThanOrEqualTo(20);
    }

    /// <summary>A file with the parts that it uses.</summary>
    private static IEnumerable<string> Whole(string file) =>
        Using().Match(CatalogueFiles.Text(file)).Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => $"procedures/parts/{part}.yaml").Prepend(file);

    [GeneratedRegex(@"^uses: \[([^\]]*)\]", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w-])(type|role|rule|stage|to|from|by|guards|signs|when-signed|kind|ending|tone|level|enters|then|due|starts|stops|pause|resume|extend|closes|owner|assign): \[?([a-z][a-z-]*)")]
    private static partial Regex Naming();

    [GeneratedRegex(@", en: (?:""[^""]*""|[^,{}""]*)(?=\})")]
    private static partial Regex English();

    [Fact]
    public void The_same_id_twice_is_refused() =>
        Should.Throw<CatalogueException>(() => ProcedureBook.Load(
                [.. CatalogueFiles.All("procedures"), ("elsewhere/petition.yaml", CatalogueFiles.Text(Petition))], CatalogueFiles.All("procedures/parts"), Time.Rules.Book))
            .Problems.ShouldHaveSingleItem().ToString().ShouldBe("elsewhere/petition.yaml:2: the id 'petition' is taken by another file");

    [Fact]
    public void A_former_version_is_read_though_todays_checks_would_refuse_it()
    {
        var parts = CatalogueFiles.All("procedures/parts");
        var former = new ProcedureSource("former", Petition, CatalogueFiles.Text(Petition).Replace("number: 信", "number: 访").Replace("guards: [hops-left]", "guards: []"), parts);
        var book = ProcedureBook.Load(CatalogueFiles.All("procedures"), parts, Time.Rules.Book).WithFormer([former]);
        book.InForce.Count.ShouldBe(Tale.Shipped.InForce.Count);
        var hash = Tale.Shipped.Find("petition")!.Hash;
        book.Version(hash).NumberWord.ShouldBe("信");
        Should.Throw<InvalidOperationException>(() => book.Version("0"));
    }

    [Fact]
    public void A_change_of_a_part_is_a_new_version_of_each_procedure_that_uses_it()
    {
        var parts = CatalogueFiles.All("procedures/parts").Select(part => (part.File, part.Text + "# 一处改动\n"));
        ProcedureBook.Load(CatalogueFiles.All("procedures"), parts, Time.Rules.Book).InForce.Select(procedure => procedure.Hash)
            .Intersect(Tale.Shipped.InForce.Select(procedure => procedure.Hash)).ShouldBeEmpty();
    }

    /// <summary>The problems of one procedure, or of people's mediation where a part is broken.</summary>
    private static IReadOnlyList<CatalogueProblem> Load(string file, string broken, Func<string, string> change, out Dictionary<string, string> texts)
    {
        List<(string File, string Text)> Changed(string folder) =>
            [.. CatalogueFiles.All(folder).Select(file => (file.File, file.File == broken ? change(file.Text) : file.Text))];
        var procedure = file.Contains("/parts/", StringComparison.Ordinal) ? Mediation : file;
        var (files, parts) = (Changed("procedures").Where(each => each.File == procedure).ToList(), Changed("procedures/parts"));
        texts = files.Concat(parts).ToDictionary();
        try
        {
            ProcedureBook.Load(files, parts, Time.Rules.Book, s_kinds);
            return [];
        }
        catch (CatalogueException refused)
        {
            return refused.Problems;
        }
    }
}
