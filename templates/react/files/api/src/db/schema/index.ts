<% set files = namespace(names=[]) %>
<% if has.auth %><% set files.names = files.names + ['accounts'] %><% endif %>
<% if has.comments %><% set files.names = files.names + ['comments'] %><% endif %>
<% if has.image %><% set files.names = files.names + ['images'] %><% endif %>
<% for e in entities if e.schema == e.index %><% set files.names = files.names + [e.folder] %><% endfor %>
<% for name in files.names|sort %>
export * from './<%= name %>';
<% endfor %>
