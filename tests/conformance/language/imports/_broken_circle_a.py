from _broken_circle_b import b_value

a_value = 1
