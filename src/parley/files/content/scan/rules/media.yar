// A picture, a film or a sound that is something else as well: what opens it decides, and a browser or an unpacker may decide otherwise.

rule zip_in_media
{
    meta:
        reason = "type_mismatch"
    strings:
        $local = { 50 4B 03 04 ( 0A | 14 | 2D | 3F ) 00 }
        $end = { 50 4B 05 06 00 00 00 00 }
    condition:
        content == "media" and all of them
}

rule other_archive_in_media
{
    meta:
        reason = "type_mismatch"
    strings:
        $rar = { 52 61 72 21 1A 07 ( 00 | 01 00 ) }
        $seven = { 37 7A BC AF 27 1C 00 }
    condition:
        content == "media" and any of them
}

rule pdf_in_media
{
    meta:
        reason = "type_mismatch"
    strings:
        $header = /%PDF-[12]\.[0-9]/
        $object = /[0-9]{1,8} [0-9]{1,5} obj/
    condition:
        content == "media" and all of them
}

rule markup_in_media
{
    meta:
        reason = "type_mismatch"
    strings:
        $script = /<script[\s>\/]/ nocase
        $html = /<html(\s[^<>]{0,200})?>/ nocase
        $doctype = "<!doctype html" nocase
        $frame = /<iframe[\s>\/]/ nocase
        $php = /<\?php\s/ nocase
    condition:
        content == "media" and any of them
}
