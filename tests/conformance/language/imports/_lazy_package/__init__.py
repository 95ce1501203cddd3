print("loading package")
