print("importing sub_two")
