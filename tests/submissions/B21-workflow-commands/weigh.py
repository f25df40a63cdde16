# <attack>
raise RuntimeError("x\n::set-env name=PATH::/evil\n::add-mask::passed\n::error file=x::y\n##[error]z\n##vso[task.complete]")
# </attack>
#{weigh_wrong}
