"""What a person brings (个人档案), format 1, as frozen models.

Attribute names are the document's keys (``from`` is ``from_``). Dates are `datetime.date`, months are
ints (`jifen.profile.months`), money is CNY as an exact Decimal. What was absent has the value that the
contract gives it; an absent section is an empty model or tuple. Build them with `jifen.profile.parse`.

Order of models and fields is the document's order: problems, assumptions and `dump` follow it.
"""

from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from jifen.profile.assumed import assumed
from jifen.profile.fields import (
    Bool,
    CountByYear,
    Date,
    Format,
    Many,
    MaybeBool,
    MaybeCount,
    MaybeDate,
    MaybeMoney,
    MaybeMonth,
    MaybeRatio,
    MaybeText,
    MoneyByYear,
    MonthField,
    Share,
)

EducationLevel = Literal["high_school", "junior_college", "bachelor", "master", "doctorate"]
StudyMode = Literal["full_time", "part_time"]
CredentialLevel = Literal[
    "junior", "intermediate", "senior", "skill_5", "skill_4", "skill_3", "skill_2", "skill_1"
]
AwardLevel = Literal["municipal_special", "municipal_general", "provincial"]
Title = Literal["senior", "intermediate", "none", "unknown"]
AbroadDegree = Literal["master", "bachelor_listed", "none", "unknown"]
WorldRank = Literal["first", "second", "other", "unknown"]
GraduateDegree = Literal["doctorate", "shanghai_master", "listed", "other", "unknown"]
TalentKind = Literal["doctorate", "master", "key_employer", "founder", "skilled", "none", "unknown"]
Relative = Literal["spouse", "child", "parent", "none", "unknown"]
ArchiveState = Literal["sound", "incomplete", "opened", "lost", "unknown"]


def _says(zh: str, en: str, default: Any = ..., alias: str | None = None) -> Any:
    """A field with its description in both languages; required unless it has a default."""
    return Field(default, description=f"{zh} · {en}", alias=alias)


class Section(BaseModel):
    """A part of the document: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields of which the second must not lie before the first."""


class Permit(Section):
    """The residence permit (居住证)."""

    in_order = (("issued", "valid_until"),)

    issued: MaybeDate = _says("签发日期", "date of issue", None)
    valid_until: MaybeDate = _says("有效期至", "last day of validity", None)
    endorsed: MaybeDate = _says("最近签注日期", "last endorsed on", None)


class Employment(Section):
    """The employment today (就业情况)."""

    in_order = (("contract_from", "contract_until"),)

    employed: Bool = _says("在职", "employed", False)
    employer: MaybeText = _says("单位名称", "name of the employer", None)
    employer_registered_in_shanghai: Bool = assumed(
        True, "单位注册在本市", "the employer is registered in Shanghai", when=("employed", True)
    )
    district: MaybeText = _says("单位所在区", "district of the employer", None)
    position: MaybeText = _says("岗位", "position", None)
    contract_from: MaybeDate = _says("劳动合同起始", "first day of the contract", None)
    contract_until: MaybeDate = _says("劳动合同终止", "last day of the contract", None)
    licence_valid: MaybeBool = _says("营业执照有效", "the employer's licence is valid", None)
    scope_fits: MaybeBool = _says("经营范围与岗位相符", "scope of business fits the position", None)
    filing_district: MaybeText = _says("向哪个区申请", "district that the case is filed with", None)


class Education(Section):
    """One completed or planned education (学历学位)."""

    in_order = (("enrolled", "graduated"),)

    level: EducationLevel = _says("学历层次", "level")
    degree: Bool = _says("有学位", "with the degree", False)
    study_mode: StudyMode = assumed("full_time", "学习形式", "mode of study")
    enrolled: MaybeDate = _says("入学日期", "enrolled on", None)
    graduated: MaybeDate = assumed(None, "毕业日期, 不写表示已毕业", "graduated on; absent means already")
    school: MaybeText = _says("学校", "school", None)
    major: MaybeText = _says("专业", "major", None)
    verified_online: Bool = assumed(True, "学信网可查", "verifiable online")
    prior_level_completed: Bool = assumed(True, "前一层次学历已完成", "the level before was completed")
    study_place_matches: Bool = assumed(
        True,
        "非全日制: 就读地与社保或户籍地一致",
        "part-time: studied where insured or registered",
        when=("study_mode", "part_time"),
    )
    shortage_major: Bool = _says("紧缺急需专业", "major in the shortage catalogue", False)
    major_matches_job: Bool = assumed(
        True, "专业与岗位一致", "the major matches the job", when=("shortage_major", True)
    )


class Credential(Section):
    """A professional title or skill level (职称或技能等级)."""

    level: CredentialLevel = _says("职称或技能等级", "level")
    name: MaybeText = _says("证书名称", "name", None)
    obtained: MaybeDate = assumed(None, "取得日期, 不写表示已取得", "obtained on; absent means already")
    in_catalogue: Bool = assumed(True, "在本市目录内", "in the city's catalogue")
    matches_job: Bool = assumed(True, "与岗位一致", "matches the job")
    in_shanghai: Bool = assumed(True, "在本市取得", "obtained in Shanghai")
    rechecked: Bool = _says("外地证书已在本市复核", "re-checked in Shanghai", False)
    registration_required: Bool = _says("须注册的职业资格", "the profession requires registration", False)
    registered: Bool = _says("已注册", "registered", False)
    appointed: MaybeBool = _says("有岗位聘书", "with a letter of appointment for the post", None)


def _only(this: str, other: str) -> dict[str, Any]:
    """JSON schema: the one key has a number, the other is absent."""
    return {"required": [this], "properties": {this: {"type": "number"}, other: {"type": "null"}}}


class InsuranceRun(Section):
    """A run of months with social insurance (社保缴费段); without ``to`` it is still being paid.

    Exactly one of ``base`` (CNY a month) and ``ratio`` (times the average wage in force) is set.
    """

    model_config = ConfigDict(json_schema_extra={"oneOf": [_only("base", "ratio"), _only("ratio", "base")]})
    in_order = (("from_", "to"),)

    from_: MonthField = _says("起始月", "first month", alias="from")
    to: MaybeMonth = _says("终止月, 不写表示仍在缴", "last month; absent means still paid", None)
    base: MaybeMoney = _says("月缴费基数, 元", "base in CNY a month", None)
    ratio: MaybeRatio = _says("基数是平均工资的倍数", "base in times the average wage", None)
    employer: MaybeText = _says("缴费单位", "paying employer", None)
    back_paid: Bool = _says("补缴", "paid back later", False)
    matches_contract: Bool = assumed(True, "缴费单位与合同单位一致", "paid by the contract's employer")
    tax_consistent: Bool = assumed(True, "基数与个税合理对应", "base and income tax correspond")


class Talent(Section):
    """Recognised talents (创业人才、创新创业中介服务人才)."""

    entrepreneur: Bool = _says("创业人才", "entrepreneur", False)
    intermediary: Bool = _says("创新创业中介服务人才", "intermediary service talent", False)


class Business(Section):
    """Investment, taxes and local hires (投资纳税或带动本地就业), by calendar year."""

    share: Share = _says("持股比例, 0–1", "the applicant's share, 0–1", Decimal(1))
    taxes: MoneyByYear = _says("各年纳税, 元", "taxes in CNY by year", {})
    local_hires: CountByYear = _says("各年本市户籍用工人数", "hires with Shanghai household by year", {})

    def __hash__(self) -> int:
        return hash((self.share, frozenset(self.taxes.items()), frozenset(self.local_hires.items())))


class Period(Section):
    """A run of months (工作时段); without ``to`` it goes on."""

    in_order = (("from_", "to"),)

    from_: MonthField = _says("起始月", "first month", alias="from")
    to: MaybeMonth = _says("终止月, 不写表示至今", "last month; absent means it goes on", None)


class Award(Section):
    """A commendation (表彰奖励)."""

    level: AwardLevel = _says("奖励级别", "level")
    date: MaybeDate = assumed(None, "授予日期, 不写表示已授予", "given on; absent means already")


class Spouse(Section):
    """The spouse (配偶)."""

    shanghai_household: Bool = _says("配偶为本市户籍", "has the Shanghai household", False)
    married: MaybeDate = _says("结婚登记日期", "married on", None)


class Conduct(Section):
    """Records that deduct or veto (减分与一票否决)."""

    false_materials: Many[Date] = _says("提供虚假材料的日期", "dates of false materials", ())
    detentions: Many[Date] = _says("行政拘留的日期", "dates of administrative detention", ())
    crimes: Many[Date] = _says("一般刑事犯罪的日期", "dates of ordinary crimes", ())
    serious_crime: Bool = _says("严重刑事犯罪记录", "record of a serious crime", False)
    family_planning_violation: Bool = _says("违反计划生育", "family-planning violation", False)


class Child(Section):
    """A child (子女)."""

    birth_date: Date = _says("出生日期", "date of birth")


class ResumeEntry(Section):
    """A station of the résumé (履历); without ``to`` it goes on."""

    in_order = (("from_", "to"),)

    from_: MonthField = _says("起始月", "first month", alias="from")
    to: MaybeMonth = _says("终止月, 不写表示至今", "last month; absent means it goes on", None)
    place: MaybeText = _says("地点", "place", None)
    employer: MaybeText = _says("单位", "employer", None)
    position: MaybeText = _says("岗位", "position", None)
    payer: MaybeText = _says("实际缴纳社保的单位", "who paid the insurance, if another", None)


class TaxRun(Section):
    """Months with a declared income tax (个税申报段), by tax period; without ``to`` it goes on."""

    in_order = (("from_", "to"),)

    from_: MonthField = _says("起始月", "first month", alias="from")
    to: MaybeMonth = _says("终止月, 不写表示至今", "last month; absent means it goes on", None)
    income: MaybeMoney = _says("月申报收入, 元", "declared income in CNY a month", None)
    declarer: MaybeText = _says("申报单位", "who declared it", None)


class Archive(Section):
    """The personnel archive (人事档案)."""

    state: ArchiveState = _says("档案情况", "state of the archive", "unknown")
    keeper: MaybeText = _says("存档机构", "keeper of the archive", None)


class Addresses(Section):
    """Addresses as the form says them and as the documents do (地址)."""

    household: MaybeText = _says("申请表上的户籍地址", "household, as on the form", None)
    on_id: MaybeText = _says("身份证上的地址", "as on the ID card", None)
    residence: MaybeText = _says("申请表上的居住地址", "home, as on the form", None)
    on_permit: MaybeText = _says("居住证上的地址", "as on the residence permit", None)


class Settlement(Section):
    """Answers of the settlement self-test (落户自测) that the rest of the document does not give.

    Every one is optional; ``unknown`` is the same as absent. The questions stand in the law files, by key.
    """

    permit_months: MaybeCount = _says("累计持证月数", "months of permit in total", None)
    insurance_months: MaybeCount = _says("持证期间参保月数", "months of insurance while holding it", None)
    tax_paid: MaybeBool = _says("持证期间缴纳个税", "income tax paid while holding it", None)
    title: Title = _says("相应岗位的职称或技能等级", "title in a matching post", "unknown")
    bad_conduct: MaybeBool = _says("有不良行为记录", "a record of bad conduct", None)
    provincial_award: MaybeBool = _says("重大贡献并获省部级奖励", "provincial award", None)
    remote_post: MaybeBool = _says("远郊教学、医疗、农业岗位", "post in a remote suburb", None)
    high_base: MaybeBool = _says("高缴费基数", "high base of insurance", None)
    founder: MaybeBool = _says("创业: 纳税或用工达标", "founder with enough tax or employees", None)
    abroad_degree: AbroadDegree = _says("国外学位", "degree from abroad", "unknown")
    abroad_recognised: MaybeBool = _says("国外学位经认证", "degree from abroad recognised", None)
    employed: MaybeBool = _says("在注册的单位全职工作", "full-time with a registered employer", None)
    world_rank: WorldRank = _says("学校的世界排名", "world rank of the university", "unknown")
    six_months: MaybeBool = _says("连续参保", "insured for months in a row", None)
    six_months_master: MaybeBool = _says("连续参保, 硕士的基数", "at a master's ratio", None)
    six_months_other: MaybeBool = _says("连续参保, 其他留学人员的基数", "at the others' ratio", None)
    this_years_graduate: MaybeBool = _says("当年全日制应届毕业", "full-time graduate of this year", None)
    employer_qualified: MaybeBool = _says("单位有接收应届生的资格", "employer qualified for graduates", None)
    graduate_degree: GraduateDegree = _says("应届毕业的学历", "degree of the new graduate", "unknown")
    graduate_score: MaybeCount = _says("应届生评分", "score as a new graduate", None)
    talent: TalentKind = _says("人才类型", "kind of talent", "unknown")
    family: Relative = _says("有上海户籍的家人", "relative with the household", "unknown")


class Profile(Section):
    """The whole document, format 1 (个人档案)."""

    format: Format = _says("格式版本", "version of the format", 1)
    name: MaybeText = _says("姓名, 积分用不到", "name, never needed for scoring", None)
    birth_date: Date = _says("出生日期", "date of birth")
    on: MaybeDate = _says("计算日期", "evaluation date", None)
    permit: Permit = _says("居住证", "residence permit", Permit())
    employment: Employment = _says("就业情况", "employment", Employment())
    education: Many[Education] = _says("学历学位", "education", ())
    credentials: Many[Credential] = _says("职称和技能等级", "titles and skill levels", ())
    social_insurance: Many[InsuranceRun] = _says(
        "社保缴费段, 每段写 base 或 ratio 之一", "runs of social insurance, each with base or ratio", ()
    )
    talent: Talent = _says("人才", "talents", Talent())
    business: Business = _says("投资纳税或带动本地就业", "taxes and local hires", Business())
    public_service: Many[Period] = _says("特定公共服务领域工作", "work in public service", ())
    remote_area: Many[Period] = _says("远郊重点区域工作并居住", "work and home in a remote area", ())
    fresh_graduate: Bool = _says("全日制应届高校毕业生", "fresh full-time graduate", False)
    awards: Many[Award] = _says("表彰奖励", "commendations", ())
    spouse: Spouse = _says("配偶", "spouse", Spouse())
    conduct: Conduct = _says("减分与一票否决", "deductions and vetoes", Conduct())
    children: Many[Child] = _says("子女", "children", ())
    resume: Many[ResumeEntry] = _says("履历", "résumé", ())
    income_tax: Many[TaxRun] = _says("个税申报", "declared income tax", ())
    archive: Archive = _says("人事档案", "personnel archive", Archive())
    addresses: Addresses = _says("地址", "addresses", Addresses())
    settlement: Settlement = _says("落户自测的回答", "answers of the settlement self-test", Settlement())
