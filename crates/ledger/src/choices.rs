//! What can be chosen: sources of money, kinds of staff, of assets, of purchases.

use mingzhang_standard::Classification;

/// A value chosen from a list, with the key that files use and the name that people read.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// Every value, in the order of the drop-down.
    const ALL: &'static [Self];
    /// The key in files.
    fn key(self) -> &'static str;
    /// The name in Chinese.
    fn name(self) -> &'static str;
}

/// An enumeration whose values have a key, a Chinese name and a meaning.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$default:ident])? $variant:ident $key:literal $zh:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $zh] $(#[$default])? $variant,)+
        }

        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }
        }
    };
}

choices! {
    /// Where money comes from, as finely as any profile's tables ask.
    Fund {
        #[default] General "general.own" "一般公共预算",
        GeneralFromAbove "general.from_above" "上级一般公共预算安排转移支付",
        Funds "funds.own" "政府性基金预算",
        FundsFromAbove "funds.from_above" "上级政府性基金安排转移支付",
        Capital "capital.own" "国有资本经营预算",
        CapitalFromAbove "capital.from_above" "上级国有资本经营预算安排转移支付",
        SpecialAccount "special_account" "财政专户管理资金",
        Service "own_funds.service" "事业收入",
        SubsidyFromAbove "own_funds.from_above" "上级补助收入",
        FromSubordinates "own_funds.from_subordinates" "附属单位上缴收入",
        Operating "own_funds.operating" "事业单位经营收入",
        Other "own_funds.other" "其他收入",
        CarriedGeneral "carryover.general" "上年结转：一般公共预算",
        CarriedFunds "carryover.funds" "上年结转：政府性基金预算",
        CarriedCapital "carryover.capital" "上年结转：国有资本经营预算",
        CarriedSpecialAccount "carryover.special_account" "上年结转：财政专户管理资金",
        CarriedOwnFunds "carryover.own_funds" "上年结转：单位资金",
    }
}

choices! {
    /// The budget a source of money belongs to.
    Budget {
        #[default] General "general" "一般公共预算",
        Funds "funds" "政府性基金预算",
        Capital "capital" "国有资本经营预算",
        SpecialAccount "special_account" "财政专户管理资金",
        OwnFunds "own_funds" "单位资金",
    }
}

/// Money that balances for itself: each of the fiscal budgets, and all other money together, since reserves are used for
/// any of it.
pub const BALANCED: [(&str, &[Budget]); 4] = [
    ("一般公共预算", &[Budget::General]),
    ("政府性基金预算", &[Budget::Funds]),
    ("国有资本经营预算", &[Budget::Capital]),
    ("财政拨款以外的资金", &[Budget::SpecialAccount, Budget::OwnFunds]),
];

impl Budget {
    /// The source that stands for all of its money where nobody asks which.
    pub const fn fund(self) -> Fund {
        match self {
            Self::General => Fund::General,
            Self::Funds => Fund::Funds,
            Self::Capital => Fund::Capital,
            Self::SpecialAccount => Fund::SpecialAccount,
            Self::OwnFunds => Fund::Other,
        }
    }
}

impl Fund {
    /// The budget it belongs to.
    pub const fn budget(self) -> Budget {
        match self {
            Self::General | Self::GeneralFromAbove | Self::CarriedGeneral => Budget::General,
            Self::Funds | Self::FundsFromAbove | Self::CarriedFunds => Budget::Funds,
            Self::Capital | Self::CapitalFromAbove | Self::CarriedCapital => Budget::Capital,
            Self::SpecialAccount | Self::CarriedSpecialAccount => Budget::SpecialAccount,
            Self::Service
            | Self::SubsidyFromAbove
            | Self::FromSubordinates
            | Self::Operating
            | Self::Other
            | Self::CarriedOwnFunds => Budget::OwnFunds,
        }
    }

    /// Whether it was left over from the year before.
    pub const fn is_carried(self) -> bool {
        matches!(
            self,
            Self::CarriedGeneral
                | Self::CarriedFunds
                | Self::CarriedCapital
                | Self::CarriedSpecialAccount
                | Self::CarriedOwnFunds
        )
    }

    /// Whether a government above this one gave it.
    pub const fn is_from_above(self) -> bool {
        matches!(self, Self::GeneralFromAbove | Self::FundsFromAbove | Self::CapitalFromAbove)
    }

    /// Whether it is an appropriation (财政拨款), of this year or carried over.
    pub const fn is_fiscal(self) -> bool {
        matches!(self.budget(), Budget::General | Budget::Funds | Budget::Capital)
    }
}

choices! {
    /// Whether money keeps the office running or pays for a project.
    Nature {
        // Personnel or operating follows from the economic class: 301 and 303 are personnel, all others operating.
        #[default] Basic "basic" "基本支出",
        Personnel "personnel" "基本支出：人员经费",
        Operating "operating" "基本支出：公用经费",
        Project "project" "项目支出",
        Business "business" "经营支出",
        ToAbove "to_above" "上缴上级支出",
        ToSubordinates "to_subordinates" "对附属单位补助支出",
    }
}

impl Nature {
    /// Whether it keeps the office running.
    pub const fn is_basic(self) -> bool {
        matches!(self, Self::Basic | Self::Personnel | Self::Operating)
    }

    /// Whether budgets have lines of it, too; the others are of final accounts.
    pub const fn is_of_budgets(self) -> bool {
        self.is_basic() || matches!(self, Self::Project)
    }
}

choices! {
    /// What is left over at the beginning or the end of a year, and what becomes of it.
    BalanceKind {
        #[default] Opening "opening" "年初结转和结余",
        ReservesUsed "reserves_used" "使用非财政拨款结余（含专用结余）",
        Distribution "distribution" "结余分配",
        Closing "closing" "年末结转和结余",
    }
}

choices! {
    /// One of the classifications that lines are entered by.
    CodeKind {
        #[default] Functional "functional" "功能分类",
        Economic "economic" "部门经济分类",
        Government "government" "政府经济分类",
    }
}

impl From<Classification> for CodeKind {
    fn from(classification: Classification) -> Self {
        match classification {
            Classification::Functional => Self::Functional,
            Classification::EconomicDepartment => Self::Economic,
            Classification::EconomicGovernment => Self::Government,
        }
    }
}

choices! {
    /// A kind of posts or of people.
    StaffKind {
        #[default] Establishment "establishment" "编制数",
        Administrative "establishment.administrative" "其中：行政编制",
        Institution "establishment.institution" "其中：事业编制",
        Workers "establishment.workers" "其中：工勤编制",
        InPost "in_post" "在职",
        Retired "retired" "退休",
        Separated "separated" "离休",
        Survivors "survivors" "遗属",
        Temporary "temporary" "编外聘用",
    }
}

choices! {
    /// What is bought.
    ProcurementKind {
        #[default] Goods "goods" "货物",
        Works "works" "工程",
        Services "services" "服务",
    }
}

choices! {
    /// For whom a purchase is reserved; what is reserved for small enterprises counts for both.
    Reserved {
        #[default] No "no" "不预留",
        Medium "sme" "中小企业",
        Small "small" "小微企业",
    }
}

choices! {
    /// A kind of state-owned assets, or of assets that the budget buys.
    AssetKind {
        #[default] Buildings "buildings" "房屋",
        Minister "vehicles.minister" "车辆：副部（省）级及以上领导用车",
        Leader "vehicles.leader" "车辆：主要领导干部用车",
        Courier "vehicles.courier" "车辆：机要通信用车",
        Emergency "vehicles.emergency" "车辆：应急保障用车",
        Enforcement "vehicles.enforcement" "车辆：执法执勤用车",
        Special "vehicles.special" "车辆：特种专业技术用车",
        RetiredCars "vehicles.retired" "车辆：离退休干部用车",
        Official "vehicles.official" "车辆：一般公务用车",
        OtherCars "vehicles.other" "车辆：其他用车",
        Furniture "furniture" "办公家具",
        OtherAssets "other" "其他资产",
        EquipmentOver50 "equipment.over_50" "单位价值50万元以上设备",
        EquipmentOver100 "equipment.over_100" "单位价值100万元以上设备",
        Current "current" "流动资产",
        Fixed "fixed" "固定资产",
        OtherFixed "other_fixed" "其他固定资产",
        Investments "investments" "长期投资",
        Construction "construction" "在建工程",
        Intangible "intangible" "无形资产",
        BoughtVehicles "purchases.vehicles" "拟购置：车辆",
        BoughtOver50 "purchases.over_50" "拟购置：单位价值50万元以上设备",
        BoughtOver100 "purchases.over_100" "拟购置：单位价值100万元以上设备",
    }
}

choices! {
    /// One of the four three-public expenses.
    ThreePublic {
        #[default] Abroad "abroad" "因公出国（境）费",
        VehiclePurchase "vehicle_purchase" "公务用车购置费",
        VehicleOperation "vehicle_operation" "公务用车运行费",
        Reception "reception" "公务接待费",
    }
}

choices! {
    /// What a text of the clerk's is for.
    Topic {
        #[default] Reason "reason" "增减原因",
        Purpose "purpose" "主要用于",
        Paragraph "paragraph" "补充说明",
        Variance "variance" "与年初预算相差的原因",
    }
}

impl Topic {
    /// Whether budgets have texts of it, too; the others are of final accounts.
    pub const fn is_of_budgets(self) -> bool {
        !matches!(self, Self::Variance)
    }
}
