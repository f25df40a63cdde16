#{weigh_right}


# <attack>
%matplotlib inline
# </attack>
