// The page works without this file; it adds sorting, searching and comparing.
