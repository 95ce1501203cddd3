"""The caret stands under the right column after wide characters and tabs."""

if True:
	名前 = "中文字" + größe("é") wrong
