// Harm that is harm wherever it stands.

rule eicar
{
    meta:
        reason = "malware"
    strings:
        // The test file of EICAR and CARO, in hexadecimal so that no scanner stumbles over this file.
        $test = { 58 35 4F 21 50 25 40 41 50 5B 34 5C 50 5A 58 35 34 28 50 5E 29 37 43 43 29 37 7D 24
                  45 49 43 41 52 2D 53 54 41 4E 44 41 52 44 2D 41 4E 54 49 56 49 52 55 53 2D 54 45 53 54
                  2D 46 49 4C 45 21 24 48 2B 48 2A }
    condition:
        $test
}

rule embedded_windows_program
{
    meta:
        reason = "executable"
    strings:
        // The header of MS-DOS up to the sentence that every linker puts there.
        $stub = { 4D 5A [38-250] 54 68 69 73 20 70 72 6F 67 72 61 6D 20 }
        $stub_borland = { 4D 5A [38-250] 54 68 69 73 20 70 72 6F 67 72 61 6D 20 6D 75 73 74 20 62 65 20 72 75 6E }
    condition:
        content != "text" and content != "archive" and any of them
}

rule embedded_shortcut
{
    meta:
        reason = "executable"
    strings:
        $header = { 4C 00 00 00 01 14 02 00 00 00 00 00 C0 00 00 00 00 00 00 46 }
    condition:
        content != "text" and content != "archive" and $header
}
