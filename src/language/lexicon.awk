BEGIN { print "/* generated */" }
