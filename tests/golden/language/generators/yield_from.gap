first inner
inner received A
second
inner received B
inner finally
outer got inner result
outer end
outer result
inner caught into inner
after the error
inner finally
outer got inner result
['outer end']
inner finally
[1, 2, 3, 4, 5]
strings return None
['a', 'b', 1, 2, 'k', 0, 1]
2
'list_iterator' object has no attribute 'send'
custom send x
custom throw (KeyError('k'),)
1 2 thrown
custom value
custom close
bottom
50
'int' object is not iterable
exit: 0
