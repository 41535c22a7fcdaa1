"""The table."""


def number(value, unit):
    """A number with as many digits as mean something."""
    text = f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{text} {unit}".strip()


def line(row):
    what = row["what"]
    if "not_measured" in row:
        return f"| {what} | – | – | – | – | not measured: {row['not_measured']} |"
    unit = row.get("unit", "")
    own = number(row["own"], unit)
    if "other" in row:
        value = row["ratio"]
        other, ratio = number(row["other"], unit), f"{value:.2f}"
    else:
        value = row["own"]
        other, ratio = "–", "–"
    bound, at_least = row["bound"], row.get("at_least", False)
    met = value >= bound if at_least else value <= bound
    suffix = "" if "other" in row else f" {unit}".rstrip()
    target = f"{'≥' if at_least else '≤'} {bound:g}{suffix}"
    return f"| {what} | {own} | {other} | {ratio} | {target} | {'✓' if met else '✗'} |"


def table(rows):
    head = "| what | Endstate | against | ratio | target | |\n|---|---|---|---|---|---|"
    return "\n".join([head] + [line(row) for row in rows])
