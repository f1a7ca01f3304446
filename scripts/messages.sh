#!/bin/sh
# Brings the catalogues of messages up to date with the pages: what is new is added without a
# translation, what is gone is dropped. Each part of the pages has a file of its own.
set -eu

cd "$(dirname "$0")/.."
babel=.venv/bin/pybabel
part() {
    name="$1"
    shift
    for language in vi; do
        po="webui/translations/$language/$name.po"
        pot="$(mktemp)"
        $babel -q extract -F webui/babel.cfg --no-location --sort-output --omit-header -o "$pot" "$@"
        [ -f "$po" ] || $babel -q init -i "$pot" -o "$po" -l "$language"
        $babel -q update -i "$pot" -o "$po" -l "$language" --no-fuzzy-matching --ignore-obsolete --no-wrap \
            --ignore-pot-creation-date
        rm "$pot"
    done
}

mkdir -p webui/translations/vi
part base webui/*.py webui/auth webui/templates/*.html webui/templates/auth
part api webui/api
for name in desk review console people; do
    part "$name" "webui/$name" "webui/templates/$name"
done
