print("importing sub_one")
