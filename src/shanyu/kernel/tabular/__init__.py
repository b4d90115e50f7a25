"""Tables from the outside world: a declared schema in, parsed rows and plain-spoken problems out.

    schema = Schema([Column("name", ["机构名称"], ["name"], parse=text(), required=True), …])
    mapping = load_mapping("map.toml", schema)
    table = read_table("sites.xlsx", schema, mapping)
    with ProblemReport("report.xlsx", table, schema, "zh-hans") as report:
        for row in parse_rows(table, schema, mapping):
            report.add(row)
            if row.ok:
                load(row.values)
    print_tally(Console(), report.tally, table.notes)

`cells` and `problems` are the words everything else uses; `csv_file`, `workbook`, `header`, `headings` and
`table` find the records; `basics`, `dates`, `hours`, `prices`, `phones`, `identity` and `places` read cells.
"""
