internal import CCMarkGFM
internal import Mustache
