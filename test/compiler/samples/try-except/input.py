try:
    a()
except ValueError:
    b()
except (TypeError, OSError) as e:
    print(e)
except:
    c()
