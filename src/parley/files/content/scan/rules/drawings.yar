// SVG is a program as well as a picture. What draws nothing but pictures needs none of this.

rule svg_script
{
    meta:
        reason = "script"
    strings:
        $script = /<([\w-]{1,40}:)?script[\s>\/]/ nocase
        $handler = /[\s"'\/]on[a-z]{3,30}\s{0,20}=\s{0,20}["']/ nocase
        $address = /(java|vb)\s{0,5}script\s{0,5}:/ nocase
        // The same address with its letters as character references.
        $hidden = /href\s{0,20}=\s{0,20}["'][^"'<>]{0,40}&(#|colon;|tab;|newline;)/ nocase
        $page = "data:text/html" nocase
        $entity = "<!entity" nocase
        $animated = /attributeName\s{0,20}=\s{0,20}["'](on|href|xlink:href)/ nocase
    condition:
        content == "svg" and any of them
}

rule svg_foreign_content
{
    meta:
        reason = "script"
    strings:
        $foreign = /<([\w-]{1,40}:)?(foreignObject|iframe|embed|object|handler|listener)[\s>\/]/ nocase
    condition:
        content == "svg" and any of them
}
