"""The names of locales: which encoding each has when none is given, and what else they are called."""

# Encodings, and the locales that are in them by default.
_DEFAULTS = """
CP1251: be_BY bg_BG
CP1255: yi_US
CP1256: ur_PK
GB2312: zh_SG
GEORGIAN-ACADEMY: ka_GE
ISCII-DEV: hi_IN
ISO8859-1: aa_DJ af_ZA br_FR ca_AD ca_ES ca_FR ca_IT cy_GB da_DK de_AT de_BE de_CH de_DE de_LI de_LU en_AU en_BE en_BW
    en_CA en_DK en_GB en_HK en_IE en_IL en_IN en_NZ en_PH en_SG en_US en_ZA en_ZW es_AR es_BO es_CL es_CO es_CR es_CU
    es_DO es_EC es_ES es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_PY es_SV es_US es_UY es_VE eu_ES eu_FR fo_FO fr_BE
    fr_CA fr_CH fr_FR fr_LU ga_IE gd_GB gl_ES gv_GB id_ID is_IS it_CH it_IT kl_GL kw_GB mi_NZ ms_MY nb_NO nl_BE nl_NL
    nn_NO no_NO nr_ZA ny_NO oc_FR om_KE pd_DE pd_US ph_PH pp_AN pt_BR pt_PT rw_RW so_DJ so_KE so_SO ss_ZA st_ZA sv_FI
    sv_SE tl_PH ts_ZA wa_BE xh_ZA zu_ZA
ISO8859-10: lg_UG
ISO8859-11: th_TH
ISO8859-13: lt_LT lv_LV
ISO8859-15: an_ES ast_ES et_EE fi_FI mg_MG nso_ZA tn_ZA
ISO8859-2: bs_BA cs_CZ hr_HR hsb_DE hu_HU pl_PL ro_RO sh_HR sk_SK sl_CS sl_SI sq_AL
ISO8859-3: eo_EO eo_XX mt_MT
ISO8859-4: ee_EE
ISO8859-5: mk_MK
ISO8859-6: ar_AA ar_AE ar_BH ar_DZ ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA ar_SA ar_SD ar_SY ar_TN ar_YE
ISO8859-7: el_CY el_GR
ISO8859-8: he_IL
ISO8859-9: ku_TR tr_CY tr_TR
ISO8859-9E: az_AZ
KOI8-C: tg_TJ
KOI8-U: ru_UA uk_UA
MULELAO-1: lo_LA
NUNACOM-8: iu_CA
TATAR-CYR: tt_RU
TCVN: vi_VN
TSCII-0: ta_IN
UTF-8: aa_ER aa_ET agr_PE ak_GH am_ET anp_IN ar_IN ar_SS as_IN ayc_PE az_IR be_BY@latin bem_ZM ber_DZ ber_MA bho_IN
    bho_NP bi_VU bn_BD bn_IN bo_CN bo_IN brx_IN byn_ER ca_ES@valencia ce_RU chr_US ckb_IQ cmn_TW crh_RU crh_UA csb_PL
    cv_RU de_IT doi_IN dsb_DE dv_MV dz_BT en_AG en_NG en_ZM fa_IR ff_SN fil_PH fur_IT fy_DE fy_NL gbm_IN gez_ER gez_ET
    gu_IN ha_NG hak_TW hif_FJ hne_IN ht_HT hy_AM ia ia_FR ie ig_NG ik_CA kab_DZ km_KH kn_IN kok_IN ks_IN kv_RU ky_KG
    lb_LU li_BE li_NL lij_IT ln_CD lzh_TW mag_IN mai_IN mai_NP mdf_RU mfe_MU mhr_RU miq_NI mjw_IN ml_IN mn_MN mni_IN
    mnw_MM mr_IN my_MM nan_TW nds_DE nds_NL ne_NP nhn_MX niu_NU niu_NZ nl_AW om_ET or_IN os_RU pa_IN pa_PK pap_AN
    pap_AW pap_CW ps_AF quz_PE raj_IN rif_MA ru_RU sa_IN sah_RU sat_IN sc_IT scn_IT sd_IN sd_PK se_NO sgs_LT shn_MM
    shs_CA si_LK sid_ET sm_WS so_ET sq_MK sr_CS sr_ME sr_RS ssy_ER su_ID sw_KE sw_TZ syr szl_PL ta_LK te_IN the_NP
    ti_ER ti_ET tig_ER tk_TM to_TO tok tpi_PG tt_RU@iqtelif ug_CN unm_US ur_IN uz_UZ ve_ZA wae_CH wal_ET wo_SN yo_NG
    yue_HK yuw_PG zgh_MA
big5: zh_TW
big5hkscs: zh_HK
eucJP: ja_JP
eucKR: ko_KR
gb2312: zh_CN
ptcp154: kk_KZ
"""

# Other names of locales that are above.
_NAMES = """
af=af_ZA am=am_ET american=en_US ar=ar_AA arabic=ar_AA as=as_IN az=az_AZ be=be_BY be@latin=be_BY@latin bg=bg_BG
bokmal=nb_NO bokmål=nb_NO br=br_FR bs=bs_BA bulgarian=bg_BG c-french=fr_CA ca=ca_ES catalan=ca_ES cextend=en_US
croatian=hr_HR cs=cs_CZ cs_cs=cs_CZ cy=cy_GB cz=cs_CZ cz_cz=cs_CZ czech=cs_CZ da=da_DK danish=da_DK dansk=da_DK
de=de_DE deutsch=de_DE dutch=nl_NL ee=ee_EE el=el_GR en=en_US en_uk=en_GB eng_gb=en_GB english_uk=en_GB
english_united-states=en_US english_us=en_US eo=eo_XX es=es_ES et=et_EE eu=eu_ES fa=fa_IR fi=fi_FI fo=fo_FO fr=fr_FR
français=fr_FR fre_fr=fr_FR french=fr_FR french_france=fr_FR ga=ga_IE galego=gl_ES galician=gl_ES gd=gd_GB
ger_de=de_DE german=de_DE german_germany=de_DE gl=gl_ES greek=el_GR gv=gv_GB he=he_IL hebrew=he_IL hi=hi_IN hne=hne_IN
hr=hr_HR hrvatski=hr_HR hu=hu_HU hungarian=hu_HU icelandic=is_IS id=id_ID in=id_ID in_id=id_ID is=is_IS
iso-8859-1=en_US iso8859-1=en_US iso_8859_1=en_US it=it_IT italian=it_IT iu=iu_CA iw=he_IL iw_il=he_IL ja=ja_JP
japan=ja_JP japanese=ja_JP japanese-euc=ja_JP jp_jp=ja_JP ka=ka_GE kl=kl_GL kn=kn_IN ko=ko_KR korean=ko_KR ks=ks_IN
kw=kw_GB ky=ky_KG lithuanian=lt_LT lo=lo_LA lt=lt_LT lv=lv_LV mai=mai_IN mi=mi_NZ mk=mk_MK ml=ml_IN mr=mr_IN ms=ms_MY
mt=mt_MT nb=nb_NO nl=nl_NL nn=nn_NO no=no_NO no@nynorsk=ny_NO norwegian=no_NO nr=nr_ZA nso=nso_ZA ny=ny_NO
nynorsk=nn_NO oc=oc_FR or=or_IN pa=pa_IN pd=pd_US ph=ph_PH pl=pl_PL polish=pl_PL portuguese=pt_PT
portuguese_brazil=pt_BR pp=pp_AN pt=pt_PT ro=ro_RO romanian=ro_RO ru=ru_RU rumanian=ro_RO rw=rw_RW sd=sd_IN si=si_LK
sinhala=si_LK sk=sk_SK sl=sl_SI slovak=sk_SK slovene=sl_SI slovenian=sl_SI spanish=es_ES spanish_spain=es_ES sq=sq_AL
sr=sr_RS sr@cyrillic=sr_RS sr_yu@cyrillic=sr_RS ss=ss_ZA st=st_ZA sv=sv_SE swedish=sv_SE ta=ta_IN te=te_IN tg=tg_TJ
th=th_TH thai=th_TH tl=tl_PH tn=tn_ZA tr=tr_TR ts=ts_ZA tt=tt_RU turkish=tr_TR uk=uk_UA ur=ur_PK uz=uz_UZ ve=ve_ZA
vi=vi_VN wa=wa_BE xh=xh_ZA yi=yi_US zu=zu_ZA
"""

# Names with an encoding of their own.
_EXACT = """
a3=az_AZ.KOI8-C a3_az=az_AZ.KOI8-C a3_az.koic=az_AZ.KOI8-C az_az.iso88599e=az_AZ.ISO8859-9E be_bg.utf8=bg_BG.UTF-8
bhb_in.utf8=bhb_IN.UTF-8 c=C c.ascii=C c.en=C c.iso88591=en_US.ISO8859-1 c_c=C c_c.c=C chinese-s=zh_CN.eucCN
chinese-t=zh_TW.eucTW dutch.iso88591=nl_BE.ISO8859-1 eesti=et_EE.ISO8859-1 en_dl.utf8=en_DL.UTF-8
en_sc.utf8=en_SC.UTF-8 en_us@euro@euro=en_US.ISO8859-15 en_zw.utf8=en_ZS.UTF-8 english=en_EN.ISO8859-1
english_united-states.437=C eo.utf8=eo.UTF-8 eo_us.utf8=eo_US.UTF-8 estonian=et_EE.ISO8859-1
fa_ir.isiri3342=fa_IR.ISIRI-3342 finnish=fi_FI.ISO8859-1 french.iso88591=fr_CH.ISO8859-1
german.iso88591=de_CH.ISO8859-1 hi_in.isciidev=hi_IN.ISCII-DEV hy_am.armscii8=hy_AM.ARMSCII_8
iso-8859-15=en_US.ISO8859-15 iso8859-15=en_US.ISO8859-15 iso_8859_15=en_US.ISO8859-15 iu_ca.nunacom8=iu_CA.NUNACOM-8
iw_il.utf8=iw_IL.UTF-8 ja_jp.euc=ja_JP.eucJP ja_jp.mscode=ja_JP.SJIS ja_jp.pck=ja_JP.SJIS japanese.euc=ja_JP.eucJP
ka_ge.georgianacademy=ka_GE.GEORGIAN-ACADEMY ka_ge.georgianps=ka_GE.GEORGIAN-PS
ka_ge.georgianrs=ka_GE.GEORGIAN-ACADEMY ko_kr.euc=ko_KR.eucKR korean.euc=ko_KR.eucKR
ks_in@devanagari.utf8=ks_IN.UTF-8@devanagari lo_la.cp1133=lo_LA.IBM-CP1133 lo_la.ibmcp1133=lo_LA.IBM-CP1133
lo_la.mulelao1=lo_LA.MULELAO-1 ltg_lv.utf8=ltg_LV.UTF-8 no_no.iso88591@bokmal=no_NO.ISO8859-1
no_no.iso88591@nynorsk=no_NO.ISO8859-1 posix=C posix-utf2=C russian=ru_RU.ISO8859-5
sd_in@devanagari.utf8=sd_IN.UTF-8@devanagari serbocroatian=sr_RS.UTF-8@latin sh=sr_RS.UTF-8@latin
sh_ba.iso88592@bosnia=sr_CS.ISO8859-2 sh_hr.iso88592=hr_HR.ISO8859-2 sh_sp=sr_CS.ISO8859-2 sh_yu=sr_RS.UTF-8@latin
sp=sr_CS.ISO8859-5 sp_yu=sr_CS.ISO8859-5 sr@latn=sr_RS.UTF-8@latin sr_cs.iso88592@latn=sr_CS.ISO8859-2
sr_cs@latn=sr_CS.UTF-8@latin sr_rs@latn=sr_RS.UTF-8@latin sr_sp=sr_CS.ISO8859-2 sr_yu=sr_RS.UTF-8@latin
sr_yu.cp1251@cyrillic=sr_CS.CP1251 sr_yu.iso88592=sr_CS.ISO8859-2 sr_yu.iso88595=sr_CS.ISO8859-5
sr_yu.iso88595@cyrillic=sr_CS.ISO8859-5 sr_yu.microsoftcp1251@cyrillic=sr_CS.CP1251 sr_yu.utf8=sr_RS.UTF-8
sr_yu.utf8@cyrillic=sr_RS.UTF-8 ta_in.tscii=ta_IN.TSCII-0 ta_in.tscii0=ta_IN.TSCII-0 tcy_in.utf8=tcy_IN.UTF-8
th_th.tactis=th_TH.TIS620 th_th.tis620=th_TH.TIS620 tt_ru.tatarcyr=tt_RU.TATAR-CYR univ.utf8=en_US.UTF-8
universal.utf8@ucs4=en_US.UTF-8 vi_vn.tcvn=vi_VN.TCVN vi_vn.tcvn5712=vi_VN.TCVN vi_vn.viscii=vi_VN.VISCII
vi_vn.viscii111=vi_VN.VISCII zh=zh_CN.eucCN zh_cn.big5=zh_TW.big5 zh_cn.euc=zh_CN.eucCN zh_hk.big5hk=zh_HK.big5hkscs
zh_sg.gbk=zh_SG.GBK zh_tw.euc=zh_TW.eucTW zh_tw.euctw=zh_TW.eucTW
"""


def _all():
    table = {}
    encoding = ''
    for word in _DEFAULTS.split():
        if word.endswith(':'):
            encoding = word[:-1]
            continue
        name, at, modifier = word.partition('@')
        table[word.lower()] = f'{name}.{encoding}{at}{modifier}'
    for pair in _NAMES.split():
        alias, _, name = pair.partition('=')
        table[alias] = table[name.lower()]
    table.update(pair.split('=') for pair in _EXACT.split())
    return dict(sorted(table.items()))


locale_alias = _all()

# Encodings as their names in locales are written.
_ENCODINGS = """
437=C 88591=ISO8859-1 885915=ISO8859-15 88592=ISO8859-2 88595=ISO8859-5 ajec=eucJP ascii=ISO8859-1 c=C cp1251=CP1251
cp1255=CP1255 cp1256=CP1256 en=ISO8859-1 euc_jp=eucJP euc_kr=eucKR eucjp=eucJP euckr=eucKR iso2022_jp=JIS7
iso2022jp=JIS7 iso88591=ISO8859-1 iso885910=ISO8859-10 iso885911=ISO8859-11 iso885913=ISO8859-13 iso885914=ISO8859-14
iso885915=ISO8859-15 iso885916=ISO8859-16 iso88592=ISO8859-2 iso88593=ISO8859-3 iso88594=ISO8859-4 iso88595=ISO8859-5
iso88596=ISO8859-6 iso88597=ISO8859-7 iso88598=ISO8859-8 iso88599=ISO8859-9 iso8859_1=ISO8859-1 iso8859_10=ISO8859-10
iso8859_11=ISO8859-11 iso8859_13=ISO8859-13 iso8859_14=ISO8859-14 iso8859_15=ISO8859-15 iso8859_16=ISO8859-16
iso8859_2=ISO8859-2 iso8859_3=ISO8859-3 iso8859_4=ISO8859-4 iso8859_5=ISO8859-5 iso8859_6=ISO8859-6
iso8859_7=ISO8859-7 iso8859_8=ISO8859-8 iso8859_9=ISO8859-9 jis=JIS7 jis7=JIS7 koi8_r=KOI8-R koi8_t=KOI8-T
koi8_u=KOI8-U koi8c=KOI8-C koi8r=KOI8-R koi8t=KOI8-T koi8u=KOI8-U kz1048=RK1048 latin1=ISO8859-1 latin_1=ISO8859-1
microsoftcp1251=CP1251 microsoftcp1255=CP1255 microsoftcp1256=CP1256 shift_jis=SJIS shiftjis=SJIS tactis=TACTIS
utf8=UTF-8 utf_8=UTF-8
"""
locale_encoding_alias = dict(pair.split('=') for pair in _ENCODINGS.split())
