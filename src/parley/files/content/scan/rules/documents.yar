// Office documents that act on being opened.

rule vba_macro
{
    meta:
        reason = "macro"
    strings:
        // Names in the directory of a compound file, in UTF-16 as they are stored.
        $project = "_VBA_PROJECT" wide
        $old_project = "_VBA_PROJECT_CUR" wide
        $attribute = { 00 41 74 74 72 69 62 75 74 00 65 20 56 42 5F 4E 61 6D }
    condition:
        content == "ole" and any of them
}

rule excel_4_macro_sheet
{
    meta:
        reason = "macro"
    strings:
        // BOUNDSHEET ([MS-XLS] 2.4.28) of the type macro sheet, whatever its visibility.
        $sheet = { 85 00 ?? 00 ?? ?? ?? ?? ( 00 | 01 | 02 ) 01 ( 01 | 02 | 03 | 04 | 05 | 06 | 07 | 08 | 09 | 0A | 0B | 0C | 0D | 0E | 0F | 10 | 11 | 12 | 13 | 14 | 15 | 16 ) ( 00 | 01 ) }
        $workbook = "Workbook" wide
    condition:
        content == "ole" and all of them
}

rule remote_template
{
    meta:
        reason = "macro"
    strings:
        $relation = "/attachedTemplate" nocase
        $elsewhere = /TargetMode\s{0,5}=\s{0,5}["']External/ nocase
        $address = /Target\s{0,5}=\s{0,5}["'](https?|ftp|file|mhtml):[^"']{0,3}\/\// nocase
        $share = /Target\s{0,5}=\s{0,5}["']\\\\/ nocase
    condition:
        content == "office" and $relation and $elsewhere and ($address or $share)
}

rule remote_object
{
    meta:
        reason = "macro"
    strings:
        $relation = "/oleObject" nocase
        $elsewhere = /TargetMode\s{0,5}=\s{0,5}["']External/ nocase
        $address = /Target\s{0,5}=\s{0,5}["'](mhtml:|ms-msdt:|https?:\/\/[^"']{1,300}!)/ nocase
    condition:
        content == "office" and all of them
}

rule dynamic_data_exchange
{
    meta:
        reason = "macro"
    strings:
        $automatic = /\bDDEAUTO\s/ nocase
        $shell = /\bDDE\s{1,5}["'a-z\\]{0,200}(cmd|powershell|mshta|wscript|cscript)/ nocase
    condition:
        (content == "office" or content == "rtf") and any of them
}

rule rtf_object_on_open
{
    meta:
        reason = "macro"
    strings:
        $update = "\\objupdate"
        $object = "\\objdata"
        // Equation Editor (CVE-2017-11882) and the packager, by their class names in hexadecimal.
        $equation = /4\s*5\s*7\s*1\s*7\s*5\s*6\s*1\s*7\s*4\s*6\s*9\s*6\s*f\s*6\s*e\s*2\s*e\s*3\s*3/ nocase
        $package = /5\s*0\s*6\s*1\s*6\s*3\s*6\s*b\s*6\s*1\s*6\s*7\s*6\s*5\s*0\s*0/ nocase
    condition:
        content == "rtf" and $object and ($update or $equation or $package)
}
