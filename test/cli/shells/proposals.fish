# SCRIPT LINE…: prints for each line what fish proposes, as "= LINE" and a proposal per line.
source $argv[1]
for line in $argv[2..]
    echo "= $line"
    complete -C $line | string replace -r '\t.*' ''
end
