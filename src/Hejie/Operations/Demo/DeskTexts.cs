namespace Hejie.Operations.Demo;

/// <summary>What bodies and residents write at the steps of a matter, whatever it is about.</summary>
internal static class DeskTexts
{
    public static Template Missing { get; } = "请补充{:对方的姓名和住处|事情发生的大概日期|有关的照片或者单据|您希望怎么解决，写具体一点|当时还有谁在场}，{:没有的话说明一下就行|可以在这里补，也可以拿到村里的窗口|不方便的话打电话来，我们帮您记}。";

    public static Template Completed { get; } = "补充一下：{:问到了，是上个月中旬的事，具体哪天记不清了|照片在我手机上，需要的时候可以看|单据找到了，收得好好的|当时在场的还有两个邻居，愿意来说明|我的想法就是前面说的那样，没有更多要求}。{:别的没有了|麻烦你们了|就是这些}。";

    public static Template Added { get; } = "{:昨天又发生了一次|我又想起来一点|情况有点变化}：{:对方托人带话，说愿意谈|这两天情况更重了一些|又找到一张当时的单子|有一位老人愿意来说明经过|他家里人说要等他从外面回来}。";

    public static Template WhyTransfer { get; } = "{:这件事涉及的人和地在那边，由那边办更方便|对方是那边的住户，那边的调解员熟悉情况|需要那边现场查看，由它接着办}。前面的材料一并转过去，居民不用重新说。";

    public static Template WhyUp { get; } = "{:双方分属两个村，村里出面不方便|争议数额较大，需要上一级组织有关站所一起调解|当事人认为村干部和对方是亲戚，要求换人|涉及多户，需要上一级召集|需要专业人员一起看现场}，报上一级接手。";

    public static Template RefusedMediation { get; } = "您说的事情我们仔细看了。{:这件事法院已经立案，同一件事不能再由我们调解|这件事依法应当由有关机关认定，调解委员会没有权力作决定|对方明确表示不愿意调解，我们不能勉强}。请按上面写的去处办理，带上身份证和您手里的材料。怎么写材料可以打 12348 问，不收费；要帮忙也可以到村里来，我们给您指路。";

    public static Template SortedPetition { get; } = "您反映的事项，依法有专门的程序，按照《信访工作条例》第三十一条，导入那个程序办理，不走信访的六十日。请按上面写的去处办理，期限从您知道之日起算，请抓紧；{:材料怎么写可以打 12348|不清楚的可以打 12348|到窗口有人帮您写}，不收费。";

    public static Template OwedPetition { get; } = "您反映的事项，属于请求依法查处、履行职责，按照《信访工作条例》第三十一条第五项，由我们依法履行并书面答复，两个月没有结果的，您可以向法院起诉。{:已经安排人去现场看|会先去现场核实}，有情况会告诉您。";

    public static Template RefusedPetition { get; } = "您反映的事项，{:已经作出终结的处理意见|属于民事纠纷，由调解处理更快|应当由纪检监察机关处理}，按照《信访工作条例》，本机关不予受理。请按上面写的去处办理，{:期限从您知道之日起算，请抓紧|材料准备好以后可以直接到窗口}；不清楚的可以打 12348，免费。";

    public static Template Where { get; } = "{:村委会调解室|镇综治服务中心二楼调解室|村文化活动室|司法所会议室|老年活动中心}";

    public static Template Bring { get; } = "{:身份证和您手里的材料|有照片的带上照片|有单据的带上原件|可以请一位亲友陪同}";

    public static Template SittingAgreed { get; } = "到场：{N}、{O}，调解员一人，{:村民小组长|妇女主任|老党员代表|村民代表}一人。\n{N}说：事情经过和申请里写的一样，只要对方{:认账|改正|讲一句公道话}，别的都可以商量。\n{O}说：{:承认有不对的地方，但对方也有做得不妥的|不是故意的，家里确实有困难|愿意改，希望多给几天时间}。\n调解员先单独听双方，再一起看了{:照片|单据|有关的规定}，讲了法律规定和相处的道理。{O}提出{:先办一半|分两次办|几天内先办起来}，{N}{:同意再让一步|希望写明日期}。双方谈成，接着写协议。";

    public static Template SittingAgain { get; } = "到场：{N}、{O}，调解员一人。\n双方各说各的，对{:经过|责任|时间}说法不一致。{N}提出{:请懂行的人来看|再核对一遍材料|找当时在场的人}，{O}同意。约定核实以后再谈一次，期间双方不再{:争吵|在群里说|互相指责}。";

    public static Template SittingAbsent { get; } = "到场：{N}，调解员一人。{O}{:临时外出务工|说记错日子|家里有病人走不开}没有到。电话联系，同意另约时间。";

    public static Template SittingFailed { get; } = "到场：{N}、{O}，调解员一人，列席一人。\n双方在{:责任|办法|时间}上差距大。调解员两次单独做工作，{O}只同意{:让一小步|维持现状}，{N}不接受。双方均表示愿意走别的途径，没有谈成。";

    public static Template Unsettled { get; } = "这次没有谈成，不影响您的权利。您可以按上面写的去处继续主张，{:注意诉讼时效一般是三年|仲裁的期限是一年，请抓紧}。需要写诉状、找律师的，打 12348 或者到司法所，困难的可以申请法律援助。以后双方又愿意谈，随时可以再来申请。";

    public static Template PerformedPart { get; } = "{:协议上的头一条已经办了，其余的按日期办|办了一半，还差收尾}，对方{:认可|知道}。";

    public static Template Performed { get; } = "{:双方到场，按协议一条一条核对，都办到了|调解员到场看过，协议上的几条都做到了|双方当面确认，已经全部履行}，{N}{:认可|没有别的意见}。";

    public static Template NotPerformed { get; } = "协议约定的日子已到，{O}{:没有办，说家里困难|外出未归，电话联系不上|表示不愿意再办}，{N}在场。";

    public static Template Unperformed { get; } = "协议到期没有履行，我们催促过{:两|三}次没有结果。协议仍然有效，您可以按上面写的去处请法院管；{:写诉状可以打 12348 问|困难的可以申请法律援助}，不收费。";

    public static Template Decline { get; } = "{:我要去外地打工，没有时间来|想走法院|不想再谈了}。";

    public static Template Praise { get; } = "{:谢谢调解员，跑了好几趟|讲道理讲得明白|没有花一分钱，事情办好了|比去法院快|年轻人态度好|结果可以，就是等得有点久}";

    public static Template NotSolvedMediation { get; } = "{:说好的日子过了，还差一部分没有办|只办了一半就停了|好了没有几天又照旧|答应的事没有来办}，请接着管。";

    public static Template NotSolvedPetition { get; } = "{:答复上写的办了，实际没有来人|只讲了规定，没有到家里看|修了一段，最烂的那段没有修|钱还是没有到账|还是不清楚该找哪个}，请再看一下。";

    public static Template Attempt { get; } = "{:打了三次无人接听|电话停机|家里锁着门，邻居说外出打工|短信已发，没有回|托组长带话，暂时没有回音}";

    public static Template InstructOverdue { get; } = "这件事已经超过期限，请{:三日内报告进展|今天就联系居民说明情况|负责人亲自过问}，{:需要别的单位配合的，报上来由我们召集|办理情况写进记录|做不到的要说清楚原因和下一步}。";

    public static Template InstructReopened { get; } = "居民反映没有解决，请{:三日内报告进展|今天就联系居民说明情况|负责人亲自过问}，{:需要别的单位配合的，报上来由我们召集|办理情况写进记录|做不到的要说清楚原因和下一步}。";

    public static Template AnswerInstruction { get; } = "{:已经联系上居民，约好下周见面|已经补办，今天把进展告诉了居民|卡在材料上，已经请居民补齐}，{:十日内办完|月底前办完|办完马上报告}。";

    public static Template CallAsk { get; } = "{:请派人到现场看一看|请说明这件事依法怎么办|请查一查原来的登记和图纸}，{:双方都等着这个结果|下次调解会以前告诉我们|能当场定的当场定}。";

    public static Template CallGround { get; } = "{:土地管理法 14：权属争议由人民政府处理|人民调解法 17：可以邀请有关单位参与|土地管理法 12：依法登记的权属受法律保护}";

    public static Template CallAnswer { get; } = "{:到现场看过了|查过登记了|和双方都谈过了}，{:依法应当以登记为准|原来的界线清楚，已经指给双方看|这一项由我们办，月底前办完}。";

    public static Template CallObject { get; } = "{:这件事不涉及我们登记的范围|这是民事上的相邻关系，不属我们的职责}，{:应当由它来说明|它更清楚}。";

    public static Template Withdraw { get; } = "{:我们两边自己说好了|家里老人劝和了|对方主动来说了，就算了|想再考虑一下|外出打工，暂时顾不上}";

    public static Template TransferReason { get; } = "按职责分工，这件事归它管；请按期受理，并把结果告诉居民。";

    public static Template Objection { get; } = "{:经核对，该事项的审批权在另一个部门|主要环节不在本单位管理范围|主要诉求属于其他单位职责，我们可以配合}，请按职责重新确定。";

    public static Template SentBack { get; } = "经核对职责清单，{:主要环节在你单位|首接单位牵头，其他单位配合}，请接着办。";

    public static Template Extended { get; } = "{:需要委托鉴定，鉴定机构答复要二十个工作日|涉及三个部门共同核查，情况复杂|当事人外出，现场核查未能完成}，经负责人批准延长三十日。";
}
