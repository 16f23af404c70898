-- Runs inside Neovim, from 0.7 on: opens a broken cluster, looks at what a person would see, and writes what came of it to
-- ENI_LENS_OUTCOME. The configuration is the block of docs/editors.md, in the file that ENI_LENS_INIT names.

local patience_milliseconds = 20000
local outcomes = {}
local faults = {}

local function until_found(what, look, describe)
  local found
  vim.wait(patience_milliseconds, function()
    found = look()
    return found ~= nil and found ~= false
  end, 10)
  if found == nil or found == false then
    error('Waited in vain for ' .. what .. '. ' .. (describe and describe() or ''), 0)
  end
  return found
end

local function expect(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    error(string.format('%s: expected %s, got %s', what, vim.inspect(expected), vim.inspect(actual)), 2)
  end
end

local function test(title, run)
  local start = vim.loop.hrtime()
  local passed, failure = xpcall(run, function(message)
    return debug.traceback(tostring(message), 2)
  end)
  local milliseconds = math.floor((vim.loop.hrtime() - start) / 1e6)
  table.insert(outcomes, { title = title, milliseconds = milliseconds, failure = not passed and failure or nil })
end

-- Neovim 0.11 brings `vim.lsp.config` and `vim.lsp.enable`. Before it, this is what they come down to.
local function bring_config_and_enable()
  local configs = {}

  local function root_of(file, markers)
    local folder = vim.fn.fnamemodify(file, ':h')
    while folder ~= vim.fn.fnamemodify(folder, ':h') do
      for _, marker in ipairs(markers) do
        if vim.loop.fs_stat(folder .. '/' .. marker) then
          return folder
        end
      end
      folder = vim.fn.fnamemodify(folder, ':h')
    end
  end

  vim.lsp.config = function(name, config)
    configs[name] = config
  end
  vim.lsp.enable = function(name)
    local config = configs[name]
    local client
    vim.api.nvim_create_autocmd('FileType', {
      pattern = config.filetypes,
      callback = function(event)
        client = client
          or vim.lsp.start_client({
            name = name,
            cmd = config.cmd,
            root_dir = root_of(vim.api.nvim_buf_get_name(event.buf), config.root_markers),
            settings = config.settings,
            commands = config.commands,
          })
        vim.lsp.buf_attach_client(event.buf, client)
      end,
    })
  end
end

local function findings(buffer)
  local by_rule = {}
  for _, finding in ipairs(vim.diagnostic.get(buffer)) do
    if finding.source == 'eni-lens' then
      by_rule[finding.code] = finding
    end
  end
  return by_rule
end

local function rules(buffer)
  return function()
    return 'There: ' .. table.concat(vim.tbl_keys(findings(buffer)), ', ')
  end
end

local function until_reported(buffer, rule)
  return until_found(rule, function()
    return findings(buffer)[rule]
  end, rules(buffer))
end

local function until_gone(buffer, rule)
  until_found('the end of ' .. rule, function()
    return findings(buffer)[rule] == nil
  end, rules(buffer))
end

-- The text of the one floating window, once it is there; the window is closed again.
local function text_of_float()
  local window = until_found('a floating window', function()
    for _, each in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(each).relative ~= '' then
        return each
      end
    end
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

-- Puts the cursor on the first place of a text.
local function go_to(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.search('\\V' .. text, 'c') == 0 then
    error('The buffer does not hold ' .. text, 2)
  end
end

-- Takes the first of the offered code actions that `is_wanted`, the way a person would in the menu.
local function take_action(kind, is_wanted)
  local offered
  vim.ui.select = function(items, _, on_choice)
    offered = items
    for index, item in ipairs(items) do
      -- A pair of client and action, which newer versions name.
      if is_wanted(item.action or item[2]) then
        return on_choice(item, index)
      end
    end
    on_choice(nil, nil)
  end
  local context = { only = { kind } }
  vim.lsp.buf.code_action(vim.fn.has('nvim-0.8') == 1 and { context = context } or context)
  until_found('code actions', function()
    return offered
  end)
end

-- Accepts the proposal with a label at a place that counts from zero, as Neovim does: snippets are expanded where it has them.
local function accept(label, line, character)
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, patience_milliseconds) or {}
  local labels = {}
  for id, answer in pairs(answers) do
    for _, item in ipairs(answer.result and answer.result.items or {}) do
      table.insert(labels, item.label)
      if item.label == label then
        local encoding = vim.lsp.get_client_by_id(id).offset_encoding
        local further = item.additionalTextEdits or {}
        if item.insertTextFormat ~= 2 then
          vim.lsp.util.apply_text_edits(vim.list_extend({ item.textEdit }, further), 0, encoding)
          return
        end
        local start, finish = item.textEdit.range.start, item.textEdit.range['end']
        vim.api.nvim_buf_set_text(0, start.line, start.character, finish.line, finish.character, { '' })
        vim.api.nvim_win_set_cursor(0, { start.line + 1, start.character })
        vim.snippet.expand(item.textEdit.newText)
        vim.snippet.stop()
        vim.lsp.util.apply_text_edits(further, 0, encoding)
        return
      end
    end
  end
  error('There is no proposal ' .. label .. ' among ' .. table.concat(labels, ', '), 2)
end

-- What is done with each row: the text with the cursor in it becomes the text after the proposal was accepted.
local function accept_in_file(row)
  local before = vim.split(row.before, '\n', { plain = true })
  local line, character
  for index, text in ipairs(before) do
    local at = text:find('$0', 1, true)
    if at then
      line, character = index - 1, at - 1
      before[index] = text:sub(1, at - 1) .. text:sub(at + 2)
    end
  end
  -- The last line break is that of the last line.
  if before[#before] == '' and line ~= #before - 1 then
    table.remove(before)
  end
  -- Some languages are told by what stands in the file.
  local path = vim.env.ENI_LENS_ACCEPTING .. '/' .. row.path
  vim.fn.mkdir(vim.fn.fnamemodify(path, ':h'), 'p')
  vim.fn.writefile(before, path)
  vim.cmd('edit ' .. path)
  accept(row.label, line, character)
  local wanted = vim.fn.has('nvim-0.10') == 1 and row.after or row.plain or row.after
  local after = vim.split(wanted, '\n', { plain = true })
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  if after[#after] == '' and lines[#lines] ~= '' then
    table.remove(after)
  end
  expect(lines, after, 'the buffer')
end

local function line_with(text)
  return vim.fn.getline(vim.fn.search('\\V' .. text, 'cnw'))
end

local function run_tests()
  vim.lsp.handlers['window/logMessage'] = function(_, message)
    if message.type == vim.lsp.protocol.MessageType.Error then
      table.insert(faults, message.message)
    end
  end
  vim.cmd('filetype on')
  if vim.lsp.enable == nil then
    bring_config_and_enable()
  end
  dofile(vim.env.ENI_LENS_INIT)
  vim.cmd('edit harbor.yaml')
  local harbor = vim.api.nvim_get_current_buf()

  test('shows findings with place, severity and rule', function()
    local finding = until_reported(harbor, 'invalid-integer')
    expect({ finding.lnum, finding.col, finding.end_col }, { 20, 27, 32 }, 'place')
    expect(finding.severity, vim.diagnostic.severity.WARN, 'severity')
    expect(until_reported(harbor, 'unquoted-value').severity, vim.diagnostic.severity.ERROR, 'severity')
  end)

  test('shows findings of files that are not open', function()
    local closed = vim.uri_to_bufnr(vim.uri_from_fname(vim.fn.getcwd() .. '/lighthouse/aws-node.yaml'))
    until_reported(closed, 'value-refused')
    expect(vim.api.nvim_buf_is_loaded(closed), false, 'loaded')
  end)

  test('shows findings in every language of the documented configuration', function()
    local command = 'kubectl -n kube-system set env daemonset/aws-node WARM_IP_TARGET=5 MINIMUM_IP_TARGET=10 WARM_ENI_TARGET=2'
    local addon = {
      'resource "aws_eks_addon" "cni" {',
      '  cluster_name = "shop"',
      '  addon_name = "vpc-cni"',
      '  configuration_values = jsonencode({ env = { WARM_IP_TARGET = "5", MINIMUM_IP_TARGET = "10", WARM_ENI_TARGET = "2" } })',
      '}',
    }
    for name, lines in pairs({
      ['tune.sh'] = { command },
      ['Makefile'] = { 'tune:', '\t' .. command },
      ['tune.md'] = { '```sh', command, '```' },
      ['tune.adoc'] = { '[source,sh]', '----', command, '----' },
      ['languages/main.tf'] = addon,
    }) do
      vim.fn.mkdir(vim.fn.fnamemodify(name, ':h'), 'p')
      vim.fn.writefile(lines, name)
      vim.cmd('edit ' .. name)
      local found = until_reported(0, 'warm-eni-target-ignored')
      expect(#vim.lsp.buf_get_clients(0) > 0, true, name .. ' has the server')
      expect(found.severity, vim.diagnostic.severity.WARN, name)
      vim.cmd('bdelete!')
      vim.fn.delete(name)
    end
    vim.cmd('buffer ' .. harbor)
  end)

  test('shows the hover of a variable with its computed values', function()
    go_to('WARM_IP_TARGET')
    vim.lsp.buf.hover()
    local text = text_of_float()
    for _, part in ipairs({ 'WARM_IP_TARGET = 5 addresses', 'max(0 + 5, 0) + 2 = 7', '| c5.xlarge |' }) do
      expect(text:find(part, 1, true) ~= nil, true, part .. ' in ' .. text)
    end
    expect(text:find('data:image', 1, true), nil, 'a picture, which a terminal cannot draw')
  end)

  test('shows the hover of a node group from its code lens', function()
    vim.lsp.codelens.refresh()
    until_found('code lenses', function()
      return #vim.lsp.codelens.get(harbor) > 0
    end)
    go_to('name: batch')
    vim.lsp.codelens.run()
    expect(text_of_float():find('batch', 1, true) ~= nil, true, 'batch')
  end)

  local rows = vim.json.decode(table.concat(vim.fn.readfile(vim.env.ENI_LENS_ACCEPTANCES), '\n'))
  for _, row in ipairs(rows) do
    test('writes what a proposal says: ' .. row.what, function()
      local passed, failure = pcall(accept_in_file, row)
      vim.cmd('bdelete!')
      vim.fn.delete(vim.env.ENI_LENS_ACCEPTING .. '/' .. row.path)
      vim.cmd('buffer ' .. harbor)
      if not passed then
        error(failure, 0)
      end
    end)
  end

  test('applies the preferred quick fix', function()
    go_to('"15 "')
    take_action('quickfix', function(action)
      return action.isPreferred
    end)
    until_found('the fix', function()
      return line_with('MINIMUM_IP_TARGET:') == '        MINIMUM_IP_TARGET: "15"'
    end, function()
      return line_with('MINIMUM_IP_TARGET:')
    end)
    until_gone(harbor, 'invalid-integer')
  end)

  test('applies all safe fixes, and saves them', function()
    take_action('source.fixAll.eniLens', function()
      return true
    end)
    until_gone(harbor, 'unquoted-value')
    until_gone(harbor, 'eniconfig-api-version')
    vim.cmd('write')
    local saved = table.concat(vim.fn.readfile('harbor.yaml'), '\n')
    expect(saved:find('WARM_IP_TARGET: "5"', 1, true) ~= nil, true, 'quoted on disk')
    expect(saved:find('crd.k8s.aws/', 1, true), nil, 'the wrong group on disk')
  end)

  test('renames an ENIConfig over two files', function()
    vim.cmd('edit lighthouse/eniconfigs.yaml')
    until_reported(0, 'eniconfig-invalid-id')
    go_to('pods-us-west-2a')
    vim.lsp.buf.rename('pods-a')
    local used = vim.uri_to_bufnr(vim.uri_from_fname(vim.fn.getcwd() .. '/lighthouse/cluster.yaml'))
    until_found('the new name', function()
      local lines = vim.api.nvim_buf_is_loaded(used) and vim.api.nvim_buf_get_lines(used, 0, -1, false) or {}
      return table.concat(lines, '\n'):find('k8s.amazonaws.com/eniConfig: pods-a\n', 1, true)
    end)
    expect(line_with('name: pods-a'), '  name: pods-a', 'the declaration')
  end)

  test('ends the server without a fault', function()
    local clients = vim.lsp.get_active_clients and vim.lsp.get_active_clients() or vim.lsp.get_clients()
    expect(#clients, 1, 'clients')
    clients[1].stop()
    until_found('the end of the server', function()
      return clients[1].is_stopped()
    end)
    expect(faults, {}, 'error messages')
  end)
end

local ran, failure = pcall(run_tests)
if not ran then
  table.insert(outcomes, { title = 'the suite runs to its end', milliseconds = 0, failure = tostring(failure) })
end
vim.fn.writefile({ vim.json.encode(outcomes) }, vim.env.ENI_LENS_OUTCOME)
