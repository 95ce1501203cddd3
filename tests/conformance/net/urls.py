"""URLs taken apart, joined and quoted."""
import urllib.parse as u
for x in ['http://user:pa@Host.Com:80/a;p/b;q?x=1&y=2#frag','//h/p','mailto:a@b','http://[::1]:8080/x','/rel?','a:b:c','http:','http:///p','HTTP://X/','x?y#','tel:123;a=b',b'http://b/c?d','\x00 http://h\n/a','1http://x','file:///etc','']:
    r=u.urlparse(x); s=u.urlsplit(x); print(r, s, r.geturl(), s.geturl(), r.hostname, r.username, r.password, r.port, u.urldefrag(x))
    r=u.urlsplit(x,missing_as_none=True); print(r, r.geturl(), u.urlparse(x,missing_as_none=True).geturl())
for x in ['http://[::1/','http://a]/','http://[1.2.3.4]/','http://[zz]/','http://[v1.x]/','http://h:99999/','http://h:x/','http://a[::1]/','http://x\u2100/']:
    try: r=u.urlsplit(x); print(r); print(r.port)
    except ValueError as e: print(e)
B='http://a/b/c/d;p?q'
for r in 'g:h g ./g g/ /g //g ?y g?y #s g#s g?y#s ;x g;x . ./ .. ../ ../g ../.. ../../g ../../../g /./g /../g g. ..g ./../g g/./h g;x=1/../y http:g'.split(): print(u.urljoin(B,r), end=' ')
print(u.urljoin(b'http://x/',b'y'))
print(u.quote('a b/ü~'), u.quote_plus('a b/&'), u.quote(b'\xff', safe=b'/'), u.unquote('a%20b%C3%BC%zz%ff+'), u.unquote_plus('a+b'), u.unquote_to_bytes('%41ü'))
print(u.urlencode({'a':1,'b':[1,2],'c d':'ü&'}), u.urlencode([('a',[1,2]),('b','xy'),('c',3)], doseq=True), u.urlencode({'a':b'\xff'},quote_via=u.quote))
print(u.parse_qs('a=1&a=2&b=&c'), u.parse_qsl('a=1&b=&c', keep_blank_values=True), u.parse_qsl(b'a=%20+'), u.parse_qs('a;b=1',separator=';'))
for f in [lambda:u.urlencode('x'), lambda:u.urljoin('a',b'b'), lambda:u.parse_qsl('a',strict_parsing=True), lambda:u.parse_qsl('a&b&c',max_num_fields=2), lambda:u.quote(1), lambda:u.quote(b'',encoding='x'), lambda: u.urlunsplit(u.urlsplit('x'),keep_empty=True), lambda: u.urlsplit(1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(u.urlsplit('http://h/é').encode if 0 else u.urlsplit('http://h/x').encode(), u.urlsplit(b'http://h/x').decode(), u.unwrap('<URL:type://host/path>'))

# The classic pieces of urllib.request that need no server
import urllib.error
import urllib.request

with urllib.request.urlopen('data:text/plain;base64,aGVsbG8=') as r:
    print(r.read(), r.headers['Content-type'], r.headers['Content-length'], r.geturl(), r.status)
for url in 'nothing', 'unknown://host', 'http://', 'http://127.0.0.1:1/':
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url)
    except (ValueError, urllib.error.URLError) as e:
        print(type(e).__name__, e)
r = urllib.request.Request('http://User@Host:80/path?q#frag', b'data', {'x-test': '1'}, method='PUT')
print(r.type, r.host, r.selector, r.fragment, r.get_method(), r.header_items(), r.full_url, r.origin_req_host)
r.add_unredirected_header('x-b', '2')
print(r.has_header('X-b'), r.get_header('X-test'), r.data, r.get_full_url())
print(urllib.request.pathname2url('/a b/c'), urllib.request.url2pathname('/a%20b'), repr(urllib.error.HTTPError('u', 404, 'm', {}, None)))
