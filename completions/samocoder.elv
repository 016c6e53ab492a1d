
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
