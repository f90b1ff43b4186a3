/** Names that could be mistaken for something else, by what they would be mistaken for. */
export const nastyNames: Readonly<Record<string, string>> = {
  quotes: `it's "100 %" \`x\` \${y} %s %d \\ , ; | || \\| a|b`,
  script: '<script>alert(1)</script> </script><!-- ]]> & &amp; <b onclick="x">',
  ansi: '\u001B[31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007 \u009b31m',
  lines: 'first\nsecond\r\nthird\rfourth\u2028fifth\u0085',
  command: '\n::error file=a,line=1::pwned\n##[error]x\n',
  control: 'nul\u0000 bell\u0007 \u202Egnp.exe \uFEFF\u200B',
  surrogate: 'half \uD800 and \uDFFF, none \uFFFE \uFFFF',
  formula: '=HYPERLINK("http://x","y")',
  plus: '+1+cmd|/C calc!A0',
  at: '@everyone #1 GH-2 https://example.com www.example.com [x](javascript:alert(1)) ![i](http://x/y.png) ~~s~~ **b** _i_',
  list: '1. # - > heading',
  emoji: '😀 👨‍👩‍👧 漢字 é',
  long: 'y'.repeat(10_000),
  longWide: '漢<'.repeat(5_000),
  blank: ' ',
  proto: '__proto__',
}
