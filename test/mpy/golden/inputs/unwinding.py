def search(rows, wanted):
    for row in rows:
        try:
            if row == wanted:
                break
        finally:
            print("looked at", row)


print("found:", search([1, 2, 3], 2))
