from _broken_circle_a import a_value

b_value = 2
