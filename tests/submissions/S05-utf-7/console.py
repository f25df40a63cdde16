# coding: utf-7
#{console_right}
