3.141592653589793 2.718281828459045 6.283185307179586 inf nan -inf
1.4142135623730951 0.0 3.0 -2.0 2.718281828459045 1024.0 1.00000000005e-10 2.302585092994046 3.0 10.0 3.0 9.999999999500001e-11 1.4142135623730951 5.0 3.0 0.0
921.0340371976182 5000.0 500.0 300.0
0.0 1.0 0.0 1.5707963267948966 1.5707963267948966 0.7853981633974483 2.356194490192345 -3.141592653589793 0.0 1.0 0.46211715726000974 0.0 0.0 0.5493061443340548
0.841470984808 0.540302305868 1.557407724655 180.0 3.141592653589793 -3.0 2.0 True
ValueError: expected a nonnegative input, got -1.0
ValueError: expected a positive input
ValueError: expected a positive input
ValueError: expected a positive input
ValueError: expected a number in range from -1 up to 1, got 2.0
OverflowError: math range error
OverflowError: math range error
TypeError: must be real number, not str
ValueError: expected a finite input, got inf
ValueError: expected a number between -1 and 1, got 1.0
ValueError: expected argument value not less than 1, got 0.0
ValueError: expected argument value > -1, got -1.0
ValueError: expected a noninteger or positive integer, got 0.0
ValueError: expected a noninteger or positive integer, got -1.0
OverflowError: math range error
ValueError: expected a noninteger or positive integer, got 0.0
TypeError: must be real number, not complex
OverflowError: int too large to convert to float
ValueError: expected a positive input
ValueError: math domain error
ValueError: math domain error
OverflowError: math range error
ZeroDivisionError: division by zero
ValueError: expected a positive input
ValueError: math domain error
1.0 1.0 1.0 0.0 -inf inf 0.0 inf 1.5707963267948966 0.0
True True True True False True False True True False True
ValueError: tolerances must be non-negative
1.0 -1.0 1.0 1.0 0.5 (0.75, 3.0) (-0.75, -3.0) (0.0, inf) (0.53125, 4) (0.0, 0) 8.0 0.0 2.220446049250313e-16 5e-324 1.0000000000000002 0.9999999999999999 5e-324 1.0000000000000007
OverflowError: math range error
TypeError: Expected an int as second argument to ldexp.
0.5204998778130465 0.4795001221869535 24.0 1.772453850905516 12.80182748008147 1.0 7.257415615307999e+306
5.0 5.0 32 0.30000000000000004 10.0 1.0 1.0 0.0 1.0
ValueError: both points must have the same number of dimensions
ValueError: Inputs are not the same length
TypeError: must be real number, not str
exit: 0
