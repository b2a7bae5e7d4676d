#!/bin/sh
# The main job, once through: a portfolio, a contract drawn from approved clauses with its Word file, lint, questions,
# what is due and why, a renewal, the copy that goes out. Everything happens in the folder named on the line.
set -eu
folder=${1:-.demo}
: "${CLMCTL_AS_OF:=2026-11-22}"
: "${GIT_AUTHOR_NAME:=Contract Manager}"
: "${GIT_AUTHOR_EMAIL:=contract-manager@example.org}"
export CLMCTL_AS_OF GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
rm -rf "$folder"

step() { printf '\n$ %s\n' "$*"; "$@"; }

step clmctl init "$folder" --demo
cd "$folder"
step clmctl list
step clmctl new customer-agreement --no-input --why "new customer" \
  --set customer="Lark Publishing Ltd" --set parties.customer.short_name=Lark \
  --set parties.customer.address="6 Mill Lane, Oxford OX1 1AA, United Kingdom" --set parties.customer.email=legal@lark.example \
  --set dates.effective=2027-01-01 --set money.total="84000 EUR"
step clmctl lint MSA-2026-0010
step clmctl query 'type = msa and stage = executed and money.total > 90000 EUR' --select id,counterparty,money.total,renewal.notice,status
step clmctl renewals --within 120
step clmctl deadline MSA-2026-0001
step clmctl renew MSA-2026-0001 --why "service reviewed, price agreed for another year"
step clmctl why MSA-2025-0003 --clause limitation-of-liability
step clmctl send MSA-2026-0010 --to "counsel of Lark" -o lark.docx
step clmctl word check lark.docx
printf '\nThe contracts are in %s; the Word file of the new one is\n%s\n' "$folder" "$(ls contracts/lark/*/contract.docx)"
