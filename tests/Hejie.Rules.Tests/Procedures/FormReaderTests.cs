using System.Text;
using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;

namespace Hejie.Rules.Tests.Procedures;

public sealed class FormReaderTests
{
    private static readonly Words s_words = new("字", "Words");
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly FormContext s_context = new(Tale.Bodies, s_now, Committee, CityPolice, [new Option("court", s_words)], [1, 2]);

    private static readonly string[] s_good = ["2026-03-05", "2026-03-05T10:00", "yes", "court", "532901", "０６", "６０１", " 6 ", "\ud800"];

    private static Field Field(FieldType type, bool required = false, int max = 120, bool future = false, string name = "f") =>
        new(name, type, s_words, null, required, max, [new Option("yes", s_words), new Option("no", s_words)], [], Role.Mediator, false, future);

    private static string Read(Field field, string? raw, out Answers answers)
    {
        answers = FormReader.Read([field], raw is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["f"] = raw }, s_context, out var errors);
        return string.Join(';', errors.Select(error => error.Code + (error.Detail is { } detail ? ":" + detail : "")));
    }

    private static string Told(Field field, string? raw) => Read(field, raw, out _);

    private static string? Taken(Field field, string raw)
    {
        Read(field, raw, out var answers).ShouldBe("");
        return field.Sealed ? answers.Sealed.GetValueOrDefault("f") : answers.Clear.GetValueOrDefault("f");
    }

    [Theory]
    [InlineData(FieldType.Text, "0123456789", "field.too-long:5")]
    [InlineData(FieldType.LongText, "0123456789", "field.too-long:5")]
    [InlineData(FieldType.Summary, "0123456789", "field.too-long:5")]
    [InlineData(FieldType.Choice, "maybe", "field.choice")]
    [InlineData(FieldType.YesNo, "true", "field.choice")]
    [InlineData(FieldType.Remedy, "prayer", "field.choice")]
    [InlineData(FieldType.Date, "2026-02-30", "field.date")]
    [InlineData(FieldType.Date, "3/5/2026", "field.date")]
    [InlineData(FieldType.Date, "0001-01-01", "field.date")]
    [InlineData(FieldType.Date, "9999-12-31", "field.date")]
    [InlineData(FieldType.Moment, "2026-03-05", "field.moment")]
    [InlineData(FieldType.Moment, "2026-03-05T24:00", "field.moment")]
    [InlineData(FieldType.Moment, "0001-01-01T00:00", "field.moment")]
    [InlineData(FieldType.Moment, "9999-12-31T23:59", "field.moment")]
    [InlineData(FieldType.Number, "6", "field.number:5")]
    [InlineData(FieldType.Number, "-1", "field.number:5")]
    [InlineData(FieldType.Number, "1e1", "field.number:5")]
    [InlineData(FieldType.Number, "99999999999999999999", "field.number:5")]
    [InlineData(FieldType.Body, "999", "field.body")]
    [InlineData(FieldType.Body, "x", "field.body")]
    [InlineData(FieldType.Body, "11", "field.about-body")]
    [InlineData(FieldType.Body, "12", "field.about-body")]
    [InlineData(FieldType.Post, "1", "field.post")]
    [InlineData(FieldType.Post, "600", "field.post")]
    [InlineData(FieldType.Place, "532901102299", "field.place")]
    [InlineData(FieldType.Place, "somewhere", "field.place")]
    [InlineData(FieldType.Party, "3", "field.choice")]
    [InlineData(FieldType.Party, "-1", "field.choice")]
    public void A_wrong_answer_is_told_by_its_code(FieldType type, string raw, string code) => Told(Field(type, max: 5), raw).ShouldBe(code);

    [Theory]
    [InlineData(FieldType.Text, "  一句话 ", "一句话")]
    [InlineData(FieldType.Text, "一\r\n二\t三", "一 二 三")]
    [InlineData(FieldType.LongText, "一\r\n二\r三\u2028四", "一\n二\n三\n四")]
    [InlineData(FieldType.Choice, "yes", "yes")]
    [InlineData(FieldType.YesNo, "no", "no")]
    [InlineData(FieldType.Remedy, "court", "court")]
    [InlineData(FieldType.Date, "2026-02-28", "2026-02-28")]
    [InlineData(FieldType.Moment, "2026-03-05T14:30", "2026-03-05T14:30")]
    [InlineData(FieldType.Number, "007", "7")]
    [InlineData(FieldType.Number, "１２", "12")]
    [InlineData(FieldType.Body, "06", "6")]
    [InlineData(FieldType.Post, "601", "601")]
    [InlineData(FieldType.Place, "532901", "532901000000")]
    [InlineData(FieldType.Party, "02", "2")]
    public void A_right_answer_is_kept_in_its_one_way_of_writing(FieldType type, string raw, string kept) => Taken(Field(type), raw).ShouldBe(kept);

    [Theory]
    [InlineData(FieldType.Date, "2026-03-01", "field.past")]
    [InlineData(FieldType.Date, "2026-03-02", "")]
    [InlineData(FieldType.Moment, "2026-03-02T09:00", "field.past")]
    [InlineData(FieldType.Moment, "2026-03-02T09:01", "")]
    public void What_must_lie_ahead_lies_ahead(FieldType type, string raw, string code) => Told(Field(type, future: true), raw).ShouldBe(code);

    [Fact]
    public void A_question_that_must_be_answered_is_and_another_may_be_left()
    {
        foreach (var type in Enum.GetValues<FieldType>())
        {
            Told(Field(type, required: true), null).ShouldBe("field.required");
            Told(Field(type, required: true), " \u0000\u200e\n".Replace("\u200e", "")).ShouldBe("field.required");
            Told(Field(type), null).ShouldBe("");
        }
    }

    [Fact]
    public void A_body_of_a_kind_that_is_not_asked_for_is_refused() =>
        Told(Field(FieldType.Body) with { Kinds = ["court"] }, "6").ShouldBe("field.body-kind");

    [Fact]
    public void While_filing_no_post_can_be_named() =>
        FormReader.Read([Field(FieldType.Post)], new Dictionary<string, string> { ["f"] = "601" }, s_context with { Owner = null }, out var errors)
            .Clear.ShouldBeEmpty(string.Join(';', errors));

    [Fact]
    public void Errors_come_in_the_order_of_the_form_and_all_at_once()
    {
        var form = new[] { Field(FieldType.Text, required: true, name: "a"), Field(FieldType.Date, name: "b"), Field(FieldType.People, required: true, name: "people") };
        FormReader.Read(form, new Dictionary<string, string> { ["b"] = "x" }, s_context, out var errors);
        errors.Select(error => error.Field).ShouldBe(["a", "b", "people"]);
    }

    [Fact]
    public void Persons_come_with_name_telephone_address_and_role_and_nothing_else()
    {
        var raw = new Dictionary<string, string>
        {
            ["people.0.name"] = "李四",
            ["people.0.telephone"] = "１３８ 0013-8000",
            ["people.0.address"] = "喜洲",
            ["people.0.religion"] = "x",
            ["people.3.name"] = "王五",
            ["people.3.role"] = "third",
            ["people.4.role"] = "filer",
        };
        FormReader.Read([Field(FieldType.People, name: "people")], raw, s_context, out var errors).People.ShouldBe([
            new Person("李四", "13800138000", "喜洲", PartyRole.Respondent), new Person("王五", null, null, PartyRole.Third),
        ]);
        errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("people.0.telephone", "13800138000", "people.0.name person.name ")]
    [InlineData("people.0.name", "@61", "people.0.name field.too-long 60")]
    [InlineData("people.0.telephone", "not a number", "people.0.name person.name ;people.0.telephone person.telephone ")]
    [InlineData("people.0.address", "@201", "people.0.name person.name ;people.0.address field.too-long 200")]
    [InlineData("people.20.name", "李四", "people people.too-many 20")]
    [InlineData("people.99999999999999999999.name", "李四", "people people.too-many 20")]
    [InlineData("people.-1.telephone", "13800138000", "people people.too-many 20")]
    [InlineData("people.x.address", "喜洲", "people people.too-many 20")]
    public void A_wrong_person_is_told_and_none_is_lost_in_silence(string name, string value, string told)
    {
        var raw = new Dictionary<string, string> { [name] = value.StartsWith('@') ? new string('字', int.Parse(value[1..], null)) : value };
        FormReader.Read([Field(FieldType.People, name: "people")], raw, s_context, out var errors);
        string.Join(';', errors.Select(error => $"{error.Field} {error.Code} {error.Detail}")).ShouldBe(told);
    }

    [Theory]
    [InlineData("13800138000", "13800138000")]
    [InlineData("+86 138-0013-8000", "13800138000")]
    [InlineData("0086 13800138000", "13800138000")]
    [InlineData("（0872）2459000", "08722459000")]
    [InlineData("0872—2459000", "08722459000")]
    [InlineData("110", null)]
    [InlineData("1380013800013800", null)]
    [InlineData("一三八", null)]
    [InlineData("١٢٣٤٥٦٧٨", null)]
    public void A_telephone_is_its_digits(string text, string? digits) => FormReader.Telephone(text).ShouldBe(digits);

    [Fact]
    public void Hostile_texts_do_no_harm()
    {
        Told(Field(FieldType.LongText, max: 10_000), new string('字', 100_000)).ShouldBe("field.too-long:10000");
        Told(Field(FieldType.LongText, max: 10_000), new string('\0', 100_000)).ShouldBe("");
        Taken(Field(FieldType.Text), "一\0二\u001b[31m三\u007f\u0085四").ShouldBe("一二[31m三 四");
        Taken(Field(FieldType.Text), "甲\ud83d乙\ude00丙😀").ShouldBe("甲乙丙😀");
        Taken(Field(FieldType.Text), "付\u202e元001\u202c款\ufeff\uffff\ufffe").ShouldBe("付元001款");
        Read(Field(FieldType.Text), null!, out _).ShouldBe("");
        FormReader.Read([Field(FieldType.Text)], new Dictionary<string, string> { ["f"] = null! }, s_context, out var errors).Sealed.ShouldBeEmpty();
        errors.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_comes_is_read_without_fault_and_read_again_comes_out_the_same()
    {
        var types = Enum.GetValues<FieldType>().Where(type => type != FieldType.People).ToArray();
        var texts = Gen.OneOf(Gen.String, Gen.Char.Array[0, 40].Select(letters => new string(letters)), Gen.Int[-10, 3000].Select(number => $"{number}"),
            Gen.Int[0, s_good.Length - 1].Select(index => s_good[index]));
        Gen.Select(Gen.Int[0, types.Length - 1], texts).Sample((type, text) =>
        {
            var field = Field(types[type]);
            if (Read(field, text, out var answers).Length > 0)
                return true;
            var kept = answers.Clear.Concat(answers.Sealed).Select(pair => pair.Value).SingleOrDefault();
            if (kept is null)
                return true;
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(kept);
            return Taken(field, kept) == kept;
        }, iter: 20_000);
    }
}
