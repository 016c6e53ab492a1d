# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_samocoder_global_optspecs
    string join \n json q/quiet y/yes lang= color= h/help V/version
end

function __fish_samocoder_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_samocoder_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_samocoder_using_subcommand
    set -l cmd (__fish_samocoder_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c samocoder -n "__fish_samocoder_needs_command" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_needs_command" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_needs_command" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_needs_command" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_needs_command" -s V -l version -d 'Print version'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "new" -d 'Make a project'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "plan" -d 'Show what would be made: the spec, and what it doesn\'t cover'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "quote" -d 'Say what models would cost before anybody asks them: calls, tokens, money, by stage'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "verify" -d 'Run the checks of a project again and write the receipt'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "resume" -d 'Go on with a run that was interrupted'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "runs" -d 'List the runs of this machine, show one or remove one'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "export" -d 'Pack a project into a ZIP'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "template" -d 'List the templates or show one'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "ask" -d 'Ask a model one question: the answer on stdout, who gave it and what it cost on stderr'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "proxy" -d 'Let any program that knows chat completions use the chain, with tools: an endpoint on this machine'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "key" -d 'Keep the keys of providers in the keychain of your system, and see where they come from'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "provider" -d 'List the providers, or ask each about its key and its models'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "model" -d 'List the models that are asked, with what they cost'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "limits" -d 'Show what is left of the limits of providers, and of the day\'s money'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "usage" -d 'Show what calls to models took and cost'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "config" -d 'Show settings with where each value comes from, and change your own'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "doctor" -d 'Say what works on this machine, and what to do about what does not'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "schema" -d 'Print the JSON Schema of an artifact'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "completions" -d 'Print a shell\'s completion script'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "man" -d 'Print the manual page, or write one for every command'
complete -c samocoder -n "__fish_samocoder_needs_command" -f -a "explain" -d 'Say what an exit code means and what to do'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l spec -d 'Start from a spec (TOML or JSON, `-` for stdin) instead of an idea' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l engine -d 'Who does the stages' -r -f -a "auto\t'Models where a provider has a key, and rules and templates for the rest'
builtin\t'Rules and templates: no key, no network, the same result everywhere'
model\t'Like `auto`, but fail where no model can help'"
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l template -d 'The template' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -s o -l output -d 'Where it goes: a directory, or a file that ends in `.zip`' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l verify -d 'How thoroughly the project is checked' -r -f -a "none\t'Not at all'
quick\t'Syntax, imports, data files and the lock file; in milliseconds, without Node.js'
full\t'Also install, format, lint, types, tests and build, in a sandbox; needs Node.js and npm'"
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l deadline -d 'The longest that samocoder works on it, such as `10m`; then what is there is delivered' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l jobs -d 'How many calls of models may be under way at the same time' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l repairs -d 'How often models may repair what they wrote for a requirement' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l min-engine -d 'The least that does the stages of models' -r -f -a "builtin\t'Rules do what models can\'t'
model\t'A stage that models can\'t do is a failure'"
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l record -d 'Write what models were asked and answered to a file, for `--replay`' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l replay -d 'Take the answers of models from a recording: no key, no network; without an idea, its own' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l chain -d 'The providers to ask, in this order, with commas between them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l max-usd -d 'The most that this may cost, in US dollars' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l max-wait -d 'The longest to wait for limits and between attempts, such as `90s`' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l strict -d 'Fail when something that was asked for is not covered'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l zip -d 'Make a ZIP instead of a directory'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l allow-unsandboxed -d 'Run install, tests and build with all your rights where this machine has no sandbox'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l force -d 'Write into a target that exists; what samocoder did not make is never deleted'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l no-git -d 'Make no git repository'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l free -d 'Ask only models that cost nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l spec -d 'Start from a spec (TOML or JSON, `-` for stdin) instead of an idea' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l engine -d 'Who does the stages' -r -f -a "auto\t'Models where a provider has a key, and rules and templates for the rest'
builtin\t'Rules and templates: no key, no network, the same result everywhere'
model\t'Like `auto`, but fail where no model can help'"
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l template -d 'The template' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l chain -d 'The providers to ask, in this order, with commas between them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l max-usd -d 'The most that this may cost, in US dollars' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l max-wait -d 'The longest to wait for limits and between attempts, such as `90s`' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l strict -d 'Fail when something that was asked for is not covered'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l free -d 'Ask only models that cost nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l template -d 'The template' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l repairs -d 'How often models may repair what they wrote for a requirement' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l chain -d 'The providers to ask, in this order, with commas between them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l max-usd -d 'The most that this may cost, in US dollars' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l max-wait -d 'The longest to wait for limits and between attempts, such as `90s`' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l free -d 'Ask only models that cost nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand quote" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l quick -d 'Only the checks that need no Node.js; this is the default'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l full -d 'Also install, format, lint, types, tests and build, in a sandbox'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l allow-unsandboxed -d 'Run install, tests and build with all your rights where this machine has no sandbox'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l strict -d 'Fail when something that was asked for is not covered'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l deadline -d 'The longest that samocoder works on the rest, in place of what is left of the time that was given before' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l max-usd -d 'The most that the rest may cost, in US dollars, in place of what is left of the money that was given before' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l allow-unsandboxed -d 'Run what was generated with all your rights where there is no sandbox'
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -f -a "list" -d 'List the runs with their state, what they cost and where their projects are'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -f -a "show" -d 'Show a run'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and not __fish_seen_subcommand_from list show remove" -f -a "remove" -d 'Forget a run, and remove its folder if it was not finished; a project that is there stays'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand runs; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -s o -l output -d 'The ZIP; the project\'s name beside it when left out' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -l force -d 'Replace a ZIP that exists'
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -f -a "list" -d 'List the templates'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and not __fish_seen_subcommand_from list show" -f -a "show" -d 'Show what a template makes, file by file'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand template; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l role -d 'What the models are chosen for' -r -f -a "coding\t'Writing and editing files'
general\t'Everything else'"
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l max-tokens -d 'The most tokens that the answer may have' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l chain -d 'The providers to ask, in this order, with commas between them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l max-usd -d 'The most that this may cost, in US dollars' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l max-wait -d 'The longest to wait for limits and between attempts, such as `90s`' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l free -d 'Ask only models that cost nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand ask" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l port -d 'The port on this machine; any free one when left out' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l chain -d 'The providers to ask, in this order, with commas between them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l max-usd -d 'The most that this may cost, in US dollars' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l max-wait -d 'The longest to wait for limits and between attempts, such as `90s`' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l key-stdin -d 'Read the key of this provider from stdin' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l free -d 'Ask only models that cost nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand proxy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -f -a "set" -d 'Keep a key: typed without being shown, or from stdin'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -f -a "list" -d 'List the providers with where their keys come from and how they end'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -f -a "check" -d 'Ask providers whether they accept their keys; this costs nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and not __fish_seen_subcommand_from set list check remove" -f -a "remove" -d 'Forget a key that was kept'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -l stdin -d 'Read the key from stdin'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -l vault -d 'Keep it in the encrypted vault instead of the keychain'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand key; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -f -a "list" -d 'List the providers in the order in which they are asked'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and not __fish_seen_subcommand_from list check" -f -a "check" -d 'Ask each provider about its key and its models; this costs nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand provider; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -f -a "list" -d 'List the models in the order in which they are asked'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and not __fish_seen_subcommand_from list refresh" -f -a "refresh" -d 'Ask the providers for the sizes, prices and last days of these models; this costs nothing'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -l why -d 'Say why each comes where it comes'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand model; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand limits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -l by -d 'What the calls are summed up by' -r -f -a "day\t'The day, in UTC'
provider\t'The provider'
model\t'The model'
project\t'The project that they were for'"
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -l days -d 'How many days, this one among them' -r
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand usage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -f -a "list" -d 'List every setting that holds, and where it comes from'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -f -a "get" -d 'Print the value of a setting'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -f -a "set" -d 'Change a setting in your settings file; comments are kept'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -f -a "unset" -d 'Take a setting out of your settings file'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path" -f -a "path" -d 'Print where your settings file is'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -l dir -d 'Write one page for every command into this directory' -r -F
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -l lang -d 'The language of messages; that of the locale when left out' -r -f -a "en\t'English'
ru\t'Russian'"
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -l json -d 'Print JSON: one document, or one event a line for commands that work'
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -s q -l quiet -d 'Print the result and errors only'
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -s y -l yes -d 'Answer yes to every question'
complete -c samocoder -n "__fish_samocoder_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
