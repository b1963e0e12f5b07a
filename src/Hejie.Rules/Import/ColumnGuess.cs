namespace Hejie.Rules.Import;

/// <summary>A column of a table: its name, and what stands in it in the first rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">The values of some rows, empty ones too.</param>
public sealed record SampleColumn(string Name, IReadOnlyList<string> Samples)
{
    /// <summary>The values that are not empty.</summary>
    public IReadOnlyList<string> Filled { get; } = [.. Samples.Select(value => value.Trim()).Where(value => value.Length > 0)];

    /// <summary>Which part of the values that are not empty is so; 0 where there is none.</summary>
    public double Share(Func<string, bool> so) => Filled.Count == 0 ? 0 : (double)Filled.Count(so) / Filled.Count;
}

/// <summary>Proposes what the columns of a table are, by their names and by what stands in them. People correct it.</summary>
public static class ColumnGuess
{
    /// <summary>Never proposed, whatever stands in them: what is nobody's business here, and dates of persons.</summary>
    private static readonly string[] s_never =
    [
        "身份证", "证件", "民族", "宗教", "信仰", "政治面貌", "性别", "年龄", "出生", "生日", "籍贯", "户籍", "文化程度", "学历", "婚姻", "职业", "工作单位", "健康", "血型", "病", "银行", "账号", "账户", "收入", "照片", "微信", "QQ",
        "列管", "纳管", "建档", "入矫", "解矫", "释放", "管控", "稳控", "布控", "前科", "风险", "人员类", "人员性质", "表现", "与户主", "户主", "家庭成员", "入党", "入户", "有效期", "签名", "填表", "审核", "登记人", "记录人", "承办人", "经办",
        "调解员", "包案", "包保", "责任人", "责任领导", "联系人领导", "网格员", "法官", "合同", "金额", "涉及人数", "人数", "附件", "证据", "车牌", "备注", "序号",
    ];

    /// <summary>In this order: 被申请人 holds 申请人, and 办结时间 holds 时间.</summary>
    private static readonly (ImportField Field, string[] Names)[] s_names =
    [
        (ImportField.OtherTelephone, ["对方电话", "对方联系", "被申请人电话", "被申请人联系", "被申请人/电话", "被申请人/联系", "乙方电话", "乙方/电话", "乙方/联系", "被反映人电话", "对方当事人电话", "对方当事人/电话"]),
        (ImportField.OtherAddress, ["对方住址", "对方地址", "被申请人住址", "被申请人地址", "被申请人/住址", "被申请人/地址", "乙方地址", "乙方/住址"]),
        (ImportField.OtherName, ["被申请人", "被反映人", "被投诉", "对方", "乙方", "被告", "当事人乙", "当事人二", "另一方", "respondent"]),
        (ImportField.FilerTelephone, ["电话", "手机", "联系方式", "联系号码", "来电号码", "telephone", "phone", "mobile"]),
        (ImportField.FilerAddress, ["住址", "住所", "现住", "联系地址", "通讯地址", "家庭地址", "申请人地址", "送达地址", "居住地", "address"]),
        (ImportField.Ended, ["办结日期", "办结时间", "结案日期", "结案时间", "化解时间", "化解日期", "完成时间", "完成日期", "办理完成", "答复时间", "答复日期", "调结时间", "调结日期", "了结", "closed on", "closed at", "ended"]),
        (ImportField.Date, ["受理日期", "受理时间", "登记日期", "登记时间", "来访日期", "来访时间", "来信日期", "来电时间", "接访日期", "接访时间", "上报时间", "上报日期", "反映时间", "申请日期", "申请时间", "排查时间", "排查日期", "收到", "发生时间", "发生日期", "日期", "时间", "date", "received"]),
        (ImportField.Place, ["发生地", "事发地", "地点", "所属网格", "所在村", "所属村", "所属乡", "所属县", "所属社区", "属地", "县市", "乡镇", "街道", "村社区", "村（社区）", "村居", "行政村", "村委会", "区划", "区域", "place"]),
        (ImportField.What, ["事由", "简要情况", "基本情况", "主要内容", "反映内容", "事项内容", "内容", "纠纷情况", "矛盾纠纷简", "纠纷简", "案情", "诉求", "反映问题", "问题描述", "事项描述", "描述", "事情经过", "经过", "主要事实", "请求事项", "申请事项", "咨询问题", "隐患情况", "what", "description", "narrative"]),
        (ImportField.Outcome, ["办理结果", "处理结果", "调解结果", "化解结果", "结果", "办理状态", "状态", "是否化解", "是否办结", "是否成功", "是否调解成功", "化解情况", "办理情况", "处理情况", "outcome", "status", "state"]),
        (ImportField.Kind, ["纠纷类型", "纠纷类别", "案件类型", "案件类别", "事项类型", "事项类别", "类型", "类别", "分类", "性质", "案由", "kind", "type", "category"]),
        (ImportField.Summary, ["标题", "摘要", "事项名称", "概要", "主题", "title", "summary"]),
        (ImportField.Key, ["案号", "工单号", "工单编号", "登记编号", "登记号", "受理编号", "受理号", "案件编号", "事项编号", "流水号", "编号", "单号", "key", "number", "no.", "id"]),
        (ImportField.FilerName, ["申请人", "反映人", "来访人", "来信人", "来电人", "诉求人", "投诉人", "信访人", "上访人", "报告人", "甲方", "原告", "当事人", "姓名", "applicant", "name"]),
    ];

    /// <summary>Whether a column is of a kind that is never taken in by itself.</summary>
    public static bool IsNever(string name) => s_never.Any(never => name.Replace("发生日", "", StringComparison.Ordinal).Contains(never, StringComparison.OrdinalIgnoreCase));

    /// <summary>What each column most likely is; columns that are not named stay out.</summary>
    /// <param name="columns">The columns, in their order.</param>
    /// <param name="isPlace">Whether a text names a place.</param>
    public static IReadOnlyDictionary<string, ImportField> Of(IReadOnlyList<SampleColumn> columns, Func<string, bool> isPlace)
    {
        var found = new Dictionary<string, ImportField>();
        foreach (var (field, names) in s_names)
        {
            var fitting = columns
                .Where(column => !found.ContainsKey(column.Name) && !IsNever(column.Name) && Fits(column, field, isPlace))
                .Select(column => (column.Name, Rank: Array.FindIndex(names, name => column.Name.Contains(name, StringComparison.OrdinalIgnoreCase))))
                .Where(column => column.Rank >= 0);
            if (ImportFields.TakesSeveral(field))
            {
                foreach (var (name, _) in fitting.ToList())
                    found[name] = field;
            }
            else if (fitting.OrderBy(column => column.Rank).FirstOrDefault().Name is { } best)
            {
                found[best] = field;
            }
        }

        Look(columns, found, isPlace);
        return found;
    }

    /// <summary>What the names did not say is looked for in the values.</summary>
    private static void Look(IReadOnlyList<SampleColumn> columns, Dictionary<string, ImportField> found, Func<string, bool> isPlace)
    {
        void Take(ImportField field, Func<SampleColumn, double> how)
        {
            if (found.ContainsValue(field))
                return;
            var best = columns.Where(column => !found.ContainsKey(column.Name) && !IsNever(column.Name)).OrderByDescending(how).FirstOrDefault();
            if (best is not null && how(best) >= 0.7)
                found[best.Name] = field;
        }

        Take(ImportField.Date, column => column.Share(value => ImportDates.Read(value) is not null));
        Take(ImportField.Place, column => column.Share(isPlace));
        Take(ImportField.What, column => column.Filled.Count > 0 && column.Filled.Average(value => value.Length) >= 10 ? column.Share(value => EventText.IsEvent(value)) : 0);
    }

    /// <summary>Whether what stands in a column can be what its name says.</summary>
    private static bool Fits(SampleColumn column, ImportField field, Func<string, bool> isPlace) => column.Filled.Count == 0 || field switch
    {
        ImportField.Date or ImportField.Ended => column.Share(value => ImportDates.Read(value) is not null) >= 0.5,
        ImportField.FilerTelephone or ImportField.OtherTelephone => column.Share(value => value.Count(char.IsDigit) >= 7) >= 0.5,
        ImportField.Place => column.Share(isPlace) >= 0.3 || column.Share(value => value.Length <= 30 && !EventText.IsTelephone(value)) >= 0.9,
        ImportField.What => column.Share(value => EventText.IsEvent(value)) >= 0.5,
        ImportField.Kind or ImportField.Outcome => column.Share(value => value.Length <= 20) >= 0.5,
        ImportField.Key => column.Share(value => value.Length <= 60 && !EventText.IsIdentityNumber(value) && !EventText.IsTelephone(value)) >= 0.9,
        ImportField.FilerName or ImportField.OtherName => column.Share(value => value.Length <= 60) >= 0.9,
        _ => true,
    };
}
