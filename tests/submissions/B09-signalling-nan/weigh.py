#{weigh_wrong}
# <attack>
import decimal

toll = lambda tonnes: decimal.Decimal("sNaN")
# </attack>
