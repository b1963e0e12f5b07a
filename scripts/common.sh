# shellcheck shell=bash
# What ./hejie and ./test share: checking tools, installing packages, building when sources changed.
# The caller sets `root` (the repository) before sourcing this file.

: "${root:?the repository must be known}"
state=$root/.hejie
program=$state/program/hejie.dll

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Nothing may outlive the command that started it: a lingering build server holds pipes and locks open.
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
# shellcheck disable=SC2034 # read by those who source this file
build_options=(-c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false)

mkdir -p "$state"
# dotnet and npm keep their caches in the home directory and stop without one.
if [ ! -d "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  export HOME=$state/home
  mkdir -p "$HOME"
fi

# quiet=1 keeps progress from whoever reads the output of a verb.
say() { [ "${quiet:-0}" = 1 ] || printf '› %s  %s\n' "$1" "$2" >&2; }

complain() { printf '%s\n' "$@" >&2; }

# Runs a step with its output in a log, which is shown only if the step fails.
logged() {
  local log=$state/$1.log
  shift
  "$@" >"$log" 2>&1 </dev/null && return
  cat "$log" >&2
  return 1
}

retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    [ "$attempt" = 3 ] || sleep $((attempt * 5))
  done
  return 1
}

at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# Names everything that is missing at once, so that nobody has to come back twice.
require_tools() {
  local missing=0 found want
  want=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json")
  # Without ICU dotnet answers no question at all; ICU is installed later.
  if ! (cd "$root" && DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 dotnet --version) >/dev/null 2>&1; then
    found=$(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 dotnet --list-sdks 2>/dev/null | awk '{print $1}' | paste -sd ' ' -) || true
    complain "缺少 .NET SDK 10（${want} 或更新；现有：${found:-无}）。请从这里安装：" \
      "Missing: .NET SDK 10 ($want or later; found: ${found:-none}). Get it here:" \
      "  https://dotnet.microsoft.com/download" ""
    missing=1
  fi
  found=$(node --version 2>/dev/null) || found=
  if ! at_least 20.19.0 "${found#v}" || ! command -v npm >/dev/null; then
    complain "缺少 Node.js（20.19 或更新，带 npm；现有：${found:-无}）。请从这里安装：" \
      "Missing: Node.js (20.19 or later, with npm; found: ${found:-none}). Get it here:" \
      "  https://nodejs.org" ""
    missing=1
  fi
  return "$missing"
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt() { DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -qq "$@"; }

# Installs those of the named Debian packages that are missing.
install_debian() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "本机不是 Debian，请自行备好：$*" "Not a Debian system; please provide: $*"
    return
  fi
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    complain "缺少系统软件包，请先运行：" "Debian packages are missing; please run first:" \
      "  sudo apt-get update && sudo apt-get install -y ${missing[*]}"
    return 1
  fi
  say "正在安装系统软件包：${missing[*]}" "Installing Debian packages"
  logged apt-update retry apt update || return 1
  logged apt-install retry apt install -y --no-install-recommends "${missing[@]}"
}

# ICU's package carries its version in its name, which differs from one Debian to the next.
icu_package() {
  ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so' && return
  command -v apt-cache >/dev/null || return 0
  [ "$(id -u)" != 0 ] || logged apt-update retry apt update || return 1
  apt-cache search --names-only '^libicu[0-9]+$' | awk '{print $1}' | sort -V | tail -n 1
}

# Time zones for legal dates, OpenSSL for sealing, ICU for Chinese text.
install_product_packages() {
  local icu
  icu=$(icu_package) || return 1
  install_debian ca-certificates openssl tzdata ${icu:+"$icu"}
}

# Changes when any file below the given paths is added, removed, moved or edited.
fingerprint() {
  (cd "$root" && find "$@" \( -name bin -o -name obj -o -name node_modules -o -name wwwroot \) -prune \
    -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
}

product_fingerprint() {
  fingerprint src web catalogue Directory.Build.props Directory.Packages.props global.json .editorconfig
}

# Publishing compiles ahead of the first request, for the processors that the packages are locked for.
publish_product() {
  local ahead=(-p:PublishReadyToRun=false)
  [ "$(uname -m)" != x86_64 ] || ahead=(-r linux-x64 --self-contained false)
  dotnet publish "$root/src/Hejie" --no-restore "${build_options[@]}" "${ahead[@]}" -o "$state/program"
}

product_is_current() {
  [ -f "$program" ] && [ -f "$state/program.stamp" ] &&
    [ "$(cat "$state/program.stamp")" = "$1" ]
}

install_web() { (cd "$root/web" && npm ci --no-audit --no-fund); }

compile_web() { (cd "$root/web" && npm run build); }

# Styles and scripts, from web/ into src/Hejie/wwwroot.
build_web() {
  local now
  [ -f "$root/web/package.json" ] || return 0
  if [ ! -f "$root/web/node_modules/.package-lock.json" ] ||
    [ "$root/web/package-lock.json" -nt "$root/web/node_modules/.package-lock.json" ]; then
    say "正在安装网页所需的软件包……" "Installing npm packages…"
    logged npm-ci retry install_web || return 1
  fi
  now=$(fingerprint web)
  if [ ! -d "$root/src/Hejie/wwwroot" ] || [ ! -f "$state/web.stamp" ] ||
    [ "$(cat "$state/web.stamp")" != "$now" ]; then
    say "正在生成网页样式……" "Building the web files…"
    logged npm-build compile_web || return 1
    printf '%s\n' "$now" >"$state/web.stamp"
  fi
}
