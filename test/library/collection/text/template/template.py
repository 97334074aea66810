def fill(text, **values):
    out = []
    for part in text.split("{{"):
        name, mark, rest = part.partition("}}")
        if not out and not mark:
            out.append(part)
            continue
        if not mark:
            raise ValueError("{{ without }}")
        out.append(f"{values[name.strip()]}{rest}")
    return "".join(out)
