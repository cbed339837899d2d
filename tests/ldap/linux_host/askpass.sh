#!/bin/sh
# Answers what ssh asks: the first prompt with the first line of the file `answers`, and so on. Without an answer
# left, ssh gives up.
set -eu
printf '%s\n' "$1" >> "$ASKPASS_FOLDER/prompts"
printf '.\n' >> "$ASKPASS_FOLDER/count"
number=$(wc -l < "$ASKPASS_FOLDER/count")
[ "$number" -le "$(wc -l < "$ASKPASS_FOLDER/answers")" ]
sed -n "${number}p" "$ASKPASS_FOLDER/answers"
