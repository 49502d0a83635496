// PDF. `sign` rules mean something only together; `scan` puts them together, since they may stand in different streams.

rule pdf_launch
{
    meta:
        reason = "script"
    strings:
        $action = /\/S\s{0,20}\/Launch\b/
    condition:
        content == "pdf" and $action
}

rule pdf_opens_action
{
    meta:
        reason = "sign"
    strings:
        // A page to begin with is an array; what acts is a dictionary, here or elsewhere.
        $action = /\/OpenAction\s{0,20}(<<|[0-9]{1,10}\s{1,20}[0-9]{1,5}\s{1,20}R)/
    condition:
        content == "pdf" and $action
}

rule pdf_javascript
{
    meta:
        reason = "sign"
    strings:
        $action = /\/S\s{0,20}\/JavaScript\b/
    condition:
        content == "pdf" and $action
}

rule pdf_encrypted
{
    meta:
        reason = "sign"
    strings:
        $dictionary = /\/Encrypt\s{0,20}(<<|[0-9]{1,10}\s{1,20}[0-9]{1,5}\s{1,20}R)/
    condition:
        content == "pdf" and $dictionary
}

