"""Runs every test here and says how many passed and failed; exits with 1 unless all passed and there were some."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).parent


class Counted(unittest.TextTestResult):
    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main():
    suite = unittest.defaultTestLoader.discover(str(HERE))
    result = unittest.TextTestRunner(resultclass=Counted, verbosity=2, stream=sys.stdout).run(suite)
    failed = result.testsRun - result.passed
    print(f"{result.passed} passed, {failed} failed")
    return 0 if result.passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
