similar_name = 1
_underscored = 2
