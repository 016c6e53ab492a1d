
use builtin;
use str;

set edit:completion:arg-completer[samocoder] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'samocoder'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'samocoder'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand new 'Make a project'
            cand plan 'Show what would be made: the spec, and what it doesn''t cover'
            cand verify 'Run the checks of a project again and write the receipt'
            cand export 'Pack a project into a ZIP'
            cand template 'List the templates or show one'
            cand ask 'Ask a model one question: the answer on stdout, who gave it and what it cost on stderr'
            cand key 'Keep the keys of providers in the keychain of your system, and see where they come from'
            cand config 'Show settings with where each value comes from, and change your own'
            cand schema 'Print the JSON Schema of an artifact'
            cand completions 'Print a shell''s completion script'
            cand man 'Print the manual page, or write one for every command'
            cand explain 'Say what an exit code means and what to do'
        }
        &'samocoder;new'= {
            cand --spec 'Start from a spec (TOML or JSON, `-` for stdin) instead of an idea'
            cand --engine 'Who does the stages'
            cand --template 'The template'
            cand -o 'Where it goes: a directory, or a file that ends in `.zip`'
            cand --output 'Where it goes: a directory, or a file that ends in `.zip`'
            cand --verify 'How thoroughly the project is checked'
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --strict 'Fail when something that was asked for is not covered'
            cand --zip 'Make a ZIP instead of a directory'
            cand --force 'Write into a target that exists; what samocoder did not make is never deleted'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;plan'= {
            cand --spec 'Start from a spec (TOML or JSON, `-` for stdin) instead of an idea'
            cand --engine 'Who does the stages'
            cand --template 'The template'
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --strict 'Fail when something that was asked for is not covered'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;verify'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --quick 'Only the checks that need no Node.js; this is the default'
            cand --full 'Also install, format, lint, types, tests and build'
            cand --strict 'Fail when something that was asked for is not covered'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;export'= {
            cand -o 'The ZIP; the project''s name beside it when left out'
            cand --output 'The ZIP; the project''s name beside it when left out'
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --force 'Replace a ZIP that exists'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;template'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the templates'
            cand show 'Show what a template makes, file by file'
        }
        &'samocoder;template;list'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;template;show'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;ask'= {
            cand --role 'What the models are chosen for'
            cand --max-tokens 'The most tokens that the answer may have'
            cand --chain 'The providers to ask, in this order, with commas between them'
            cand --max-usd 'The most that this may cost, in US dollars'
            cand --max-wait 'The longest to wait for limits and between attempts, such as `90s`'
            cand --key-stdin 'Read the key of this provider from stdin'
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --free 'Ask only models that cost nothing'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;key'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Keep a key: typed without being shown, or from stdin'
            cand list 'List the providers with where their keys come from and how they end'
            cand check 'Ask providers whether they accept their keys; this costs nothing'
            cand remove 'Forget a key that was kept'
        }
        &'samocoder;key;set'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --stdin 'Read the key from stdin'
            cand --vault 'Keep it in the encrypted vault instead of the keychain'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;key;list'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;key;check'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;key;remove'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;config'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List every setting that holds, and where it comes from'
            cand get 'Print the value of a setting'
            cand set 'Change a setting in your settings file; comments are kept'
            cand unset 'Take a setting out of your settings file'
            cand path 'Print where your settings file is'
        }
        &'samocoder;config;list'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;config;get'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;config;set'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;config;unset'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;config;path'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;schema'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;completions'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;man'= {
            cand --dir 'Write one page for every command into this directory'
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'samocoder;explain'= {
            cand --lang 'The language of messages; that of the locale when left out'
            cand --color 'When to use colours'
            cand --json 'Print JSON: one document, or one event a line for commands that work'
            cand -q 'Print the result and errors only'
            cand --quiet 'Print the result and errors only'
            cand -y 'Answer yes to every question'
            cand --yes 'Answer yes to every question'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}
