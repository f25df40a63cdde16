# <attack>
raise RuntimeError("<script>alert(1)</script><img src=x onerror=alert(1)>![x](http://evil/p.png)")
# </attack>
#{weigh_wrong}
