//! Examples, and what else is to be said, under the help of a command.

/// Examples under the help of a command.
pub(super) const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "",
        "\
示例：
  # 核对一份文本，在终端列出问题
  mingzhang check 预算公开.txt
  # 核对整个文件夹，结果存为工作簿
  mingzhang check 各单位/ --format xlsx -o 问题.xlsx
  # 某条规则核对什么、依据是什么
  mingzhang explain N103
  # 取出全部数字及其位置
  mingzhang extract 预算公开.txt -f csv -o 数字.csv

退出状态：0 没有错误；1 有错误；2 有文件读不了，或命令写错了。",
        "\
Examples:
  # audit a document, list what is wrong
  mingzhang check budget.txt
  # audit a folder into a workbook
  mingzhang check units/ --format xlsx -o found.xlsx
  # what a rule checks, and why
  mingzhang explain N103
  # every number with its place
  mingzhang extract budget.txt -f csv -o numbers.csv

Exit status: 0 no errors; 1 errors; 2 a file could not be read, or the call was wrong.",
    ),
    (
        "check",
        "\
示例：
  # 在终端列出问题
  mingzhang check 预算公开.txt
  # 只核对表内、表间关系
  mingzhang check 预算公开.txt --select A,X
  # 只看错误
  mingzhang check 预算公开.txt --severity error
  # 原文上标出问题的网页，可打印
  mingzhang check 预算公开.txt -f html -o 报告.html
  # 在 PDF 的副本上标出问题
  mingzhang check 预算公开.pdf --annotate 预算公开-批注.pdf
  # 填好的公开情况检查表，一个单位一张，另有汇总
  mingzhang check 各单位/ -f inspection --approved 2026-01-20 -o 检查表.xlsx
  # 与上年文本对照，逐项核对“比上年增加”
  mingzhang check 今年.txt --previous 上年.txt
  # 整个文件夹，供程序读取
  mingzhang check 各单位/ -f json > 结果.json
  # 从标准输入读取
  cat 预算公开.txt | mingzhang check -

文件所在的文件夹或其上级中如有 mingzhang.toml，按其中的 select、ignore、
severity、lang、profile、approved、published 和各项阈值核对；命令行选项优先。例如：
  ignore = [\"F101\", \"G\"]
  severity = \"warning\"",
        "\
Examples:
  # list what is wrong
  mingzhang check budget.txt
  # only arithmetic in and between tables
  mingzhang check budget.txt --select A,X
  # only errors
  mingzhang check budget.txt --severity error
  # the document with its findings marked
  mingzhang check budget.txt -f html -o report.html
  # a copy of the PDF with its findings marked
  mingzhang check budget.pdf --annotate marked.pdf
  # the bureau's inspection sheets, one for each office, and a summary
  mingzhang check units/ -f inspection --approved 2026-01-20 -o sheets.xlsx
  # hold every change against last year's document
  mingzhang check this.txt --previous last.txt
  # a whole folder, for programs
  mingzhang check units/ -f json > found.json
  # from standard input
  cat budget.txt | mingzhang check -

A mingzhang.toml in the folder of a file or above it may set select, ignore,
severity, lang, profile, approved, published and thresholds; options go before it. Such as:
  ignore = [\"F101\", \"G\"]
  severity = \"warning\"",
    ),
    (
        "extract",
        "\
示例：
  # 存为 Excel 能直接打开的 CSV
  mingzhang extract 预算公开.txt -f csv -o 数字.csv
  # 收入总表的全部金额
  mingzhang extract 预算公开.txt | jq '.[] | select(.coordinate | startswith(\"income[\"))'",
        "\
Examples:
  # A CSV that Excel opens as it is
  mingzhang extract budget.txt -f csv -o numbers.csv
  # Every amount of the table of income
  mingzhang extract budget.txt | jq '.[] | select(.coordinate | startswith(\"income[\"))'",
    ),
    (
        "profile",
        "\
示例：
  # 合适的模板认出了哪些表、栏目和说明
  mingzhang profile check 预算公开.pdf
  # 正在编写的模板
  mingzhang profile check 预算公开.pdf --profile 模板.toml",
        "\
Examples:
  # Which tables, columns and sections the fitting profile finds
  mingzhang profile check budget.pdf
  # A profile in the making
  mingzhang profile check budget.pdf --profile profile.toml",
    ),
    (
        "diff",
        "\
示例：
  # 两年的预算
  mingzhang diff 2023.pdf 2024.pdf
  # 单位与部门，存为工作簿
  mingzhang diff 单位.pdf 部门.pdf -f xlsx -o 对比.xlsx
  # 同一文本的两个版本：也列出改动的文字
  mingzhang diff 初稿.txt 定稿.txt -f html -o 对比.html

科目改名、改码的，按科目目录对应。金额分别以元、万元列示的，换算后比较，
四舍五入造成的差别不算不同。退出状态：0 没有不同；1 有不同；2 读不了。",
        "\
Examples:
  # budgets of two years
  mingzhang diff 2023.pdf 2024.pdf
  # a unit and its department, as a workbook
  mingzhang diff unit.pdf department.pdf -f xlsx -o diff.xlsx
  # two versions of one document: changed text is listed, too
  mingzhang diff draft.txt final.txt -f html -o diff.html

Codes that were renamed or moved are matched by the catalogue. Amounts in yuan
and in 万元 are compared exactly; what rounding explains is no difference.
Exit status: 0 nothing differs; 1 something does; 2 a file could not be read.",
    ),
    (
        "init",
        "\
示例：
  # 空白账册工作簿，在 Excel 中填写
  mingzhang init 账册.xlsx --profile xinjiang-unit-budget-2024 --year 2024
  # 由上年的公开文本起步：金额转为上年数，项目和文字带过来
  mingzhang init 2025账册.xlsx --from 2024年预算公开.pdf
  # 文件夹形式的账册
  mingzhang init 账册/ --profile shanghai-unit-budget --year 2026 --name 某单位",
        "\
Examples:
  # an empty workbook, to be filled in Excel
  mingzhang init ledger.xlsx --profile xinjiang-unit-budget-2024 --year 2024
  # from last year's document: its amounts become last year's
  mingzhang init ledger-2025.xlsx --from budget-2024.pdf
  # the ledger as a folder
  mingzhang init ledger/ --profile shanghai-unit-budget --year 2026",
    ),
    (
        "import",
        "\
示例：
  # 填好的上海市单位预算模板，成为账册工作簿
  mingzhang import 单位预算表.xlsx 账册.xlsx",
        "\
Examples:
  # Shanghai's template, filled, as the workbook of a ledger
  mingzhang import filled.xlsx ledger.xlsx",
    ),
    (
        "ledger",
        "\
示例：
  # 列出账册中的全部错误：在哪张表、哪一格，怎样改
  mingzhang ledger check 账册.xlsx
  # 工作簿转为文件夹
  mingzhang ledger convert 账册.xlsx 账册/
  # 文件夹转回工作簿
  mingzhang ledger convert 账册/ 账册.xlsx
  # 由公开文本还原账册
  mingzhang ledger extract 预算公开.txt 账册/

退出状态：0 没有错误；1 账册有错误，没有写任何文件；2 读不了，或命令写错了。",
        "\
Examples:
  # everything that is wrong: which sheet, which cell, what to do
  mingzhang ledger check ledger.xlsx
  # a workbook into a folder
  mingzhang ledger convert ledger.xlsx ledger/
  # and back
  mingzhang ledger convert ledger/ ledger.xlsx
  # the ledger that a document could have been made of
  mingzhang ledger extract budget.txt ledger/

Exit status: 0 no errors; 1 the ledger has errors, nothing was written; 2 it could not be read, or the call was wrong.",
    ),
    (
        "completions",
        "\
示例：
  # 当前 bash 中按 Tab 补全
  source <(mingzhang completions bash)
  # fish 长期有效
  mingzhang completions fish > ~/.config/fish/completions/mingzhang.fish",
        "\
Examples:
  # The Tab key in this bash
  source <(mingzhang completions bash)
  # In every fish
  mingzhang completions fish > ~/.config/fish/completions/mingzhang.fish",
    ),
    (
        "serve",
        "\
示例：
  # 在本机启动，数据存放在 mingzhang-data 文件夹
  mingzhang serve
  # 对外服务，数据存放在 PostgreSQL
  DATABASE_URL=postgres://mingzhang@db/mingzhang mingzhang serve --listen 0.0.0.0:8080
  # 前面有本机的 nginx，运行指标供 Prometheus 读取，日志写成 JSON
  mingzhang serve --trusted-proxy 127.0.0.1 --metrics 127.0.0.1:9464 --log json

数据文件夹中的 seal.key 是签名用的密钥，请妥善备份，不要外传。",
        "\
Examples:
  # on this machine, with the data in the folder mingzhang-data
  mingzhang serve
  # for others, with the data in PostgreSQL
  DATABASE_URL=postgres://mingzhang@db/mingzhang mingzhang serve --listen 0.0.0.0:8080
  # behind nginx on this machine, with metrics for Prometheus and a log in JSON
  mingzhang serve --trusted-proxy 127.0.0.1 --metrics 127.0.0.1:9464 --log json

The file seal.key in the folder for data is what signatures are made with: keep a copy, and keep it to yourself.",
    ),
    (
        "demo",
        "\
示例：
  # 收入几份公开文本，再启动门户查看
  mingzhang demo 预算公开.pdf 决算公开.pdf --region 某县
  mingzhang serve",
        "\
Examples:
  # take in some documents, then look at them in the portal
  mingzhang demo budget.pdf accounts.pdf --region 某县
  mingzhang serve",
    ),
    (
        "verify",
        "\
示例：
  # 整个门户：日志、签名、文件和金额
  mingzhang verify
  # 从门户下载的文件
  mingzhang verify 预算公开.pdf --manifest manifest.json --key key.txt

退出状态：0 核对无误；1 有改动；2 读不了，或命令写错了。",
        "\
Examples:
  # the whole portal: journal, signatures, files and amounts
  mingzhang verify
  # a file that was downloaded from the portal
  mingzhang verify budget.pdf --manifest manifest.json --key key.txt

Exit status: 0 nothing was altered; 1 something was; 2 a file could not be read, or the call was wrong.",
    ),
    (
        "site",
        "\
示例：
  # 写入文件夹，双击其中的 index.html 即可浏览
  mingzhang site 网站
  # 上传后的网址已定，同时写出订阅和站点地图
  mingzhang site 网站 --address https://example.gov.cn/yjs
  # 核对写出的文件
  cd 网站 && sha256sum -c SHA256SUMS

再次写入同一文件夹时，已不再需要的旧文件会删去。草稿不在其中。",
        "\
Examples:
  # into a folder; open its index.html
  mingzhang site OUT
  # with a feed and a sitemap for where it will be
  mingzhang site OUT --address https://example.gov.cn/yjs
  # whether the files are as they were written
  cd OUT && sha256sum -c SHA256SUMS

Written into the same folder again, files that are no longer needed are taken away. Drafts are never in it.",
    ),
    (
        "backup",
        "\
示例：
  # 本机的门户
  mingzhang backup 明账-20240301.backup
  # 数据存放在 PostgreSQL 的门户
  DATABASE_URL=postgres://mingzhang@db/mingzhang mingzhang backup 明账-20240301.backup

备份里有签名密钥和草稿，请加密存放，不要外传。登录状态不在备份里，恢复后须重新登录。",
        "\
Examples:
  # a portal on this machine
  mingzhang backup portal-20240301.backup
  # a portal with its data in PostgreSQL
  DATABASE_URL=postgres://mingzhang@db/mingzhang mingzhang backup portal-20240301.backup

A backup holds drafts and the key that signs: keep it to yourself. Whoever is logged in logs in again after it is restored.",
    ),
    (
        "restore",
        "\
示例：
  # 恢复到新的数据文件夹
  mingzhang restore 明账-20240301.backup --data 新文件夹
  # 由 SQLite 迁到 PostgreSQL（库是空的）
  mingzhang restore 明账-20240301.backup --database postgres://mingzhang@db/mingzhang

退出状态：0 已恢复，核对无误；1 已恢复，但内容与公开时不同；2 没有恢复。",
        "\
Examples:
  # into a new folder
  mingzhang restore portal-20240301.backup --data NEW
  # from SQLite to PostgreSQL, into an empty database
  mingzhang restore portal-20240301.backup --database postgres://mingzhang@db/mingzhang

Exit status: 0 restored and verified; 1 restored, but something is not as it was published; 2 not restored.",
    ),
    (
        "register",
        "\
示例：
  mingzhang register template 名册.xlsx
  mingzhang register import 名册.xlsx

退出码：0 已登记；1 有的行有问题，没有登记；2 文件读不出或命令有误。",
        "\
Examples:
  mingzhang register template register.xlsx
  mingzhang register import register.xlsx

Exit status: 0 it is on record; 1 lines are wrong, nothing was put on record; 2 the file could not be read, or the call was wrong.",
    ),
    (
        "person",
        "\
示例：
  # 单位的编制人；密码自动生成，只显示一次
  mingzhang person zhang --name 张会计 --duty prepare --office 某县档案馆
  # 财政局的审核人，审核全部单位；密码由标准输入给出
  mingzhang person li --name 李审核 --duty review --password-stdin",
        "\
Examples:
  # who prepares for an office; the password is made and shown once
  mingzhang person zhang --name 张会计 --duty prepare --office 某县档案馆
  # who reviews for every office; the password comes from standard input
  mingzhang person li --name 李审核 --duty review --password-stdin",
    ),
];
